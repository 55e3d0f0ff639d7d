"""Views for the machines that look after the shop."""

import time

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse

from .version import VERSION

LONGEST = 30


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return HttpResponse(f"database: {type(error).__name__}", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def version(request):
    return JsonResponse({"version": VERSION, "slot": settings.SLOT})


def slow(request):
    """Answers after ?seconds=, as a report or an export would."""
    try:
        seconds = float(request.GET.get("seconds", 6))
    except ValueError:
        return HttpResponse("seconds: not a number", content_type="text/plain", status=400)
    time.sleep(min(max(seconds, 0), LONGEST))
    return HttpResponse("done", content_type="text/plain")
