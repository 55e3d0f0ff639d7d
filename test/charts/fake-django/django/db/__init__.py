class OperationalError(Exception):
    pass


class InterfaceError(Exception):
    pass


class connection:
    @staticmethod
    def close():
        pass
