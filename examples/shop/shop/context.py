from django.conf import settings

from .version import VERSION


def who_answers(request):
    return {"version": VERSION, "slot": settings.SLOT}
