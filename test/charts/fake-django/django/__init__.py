"""As much of Django as files/await_migrations.py asks for; what the database and the image hold comes from WORLD."""


def setup():
    pass
