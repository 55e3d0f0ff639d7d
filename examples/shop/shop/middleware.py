from django.conf import settings

from .version import VERSION


def say_who_answers(get_response):
    """Marks every response, redirects and static files included, with the version and the slot it came from."""

    def middleware(request):
        response = get_response(request)
        response["X-Shop-Version"] = VERSION
        response["X-Shop-Slot"] = settings.SLOT
        return response

    return middleware
