import re
from unittest import mock

from django.db import OperationalError
from django.test import Client, TestCase, override_settings

from shop.version import VERSION

from .models import Order, Product

# The manifest is made when the image is built; these tests run on a checkout.
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# What the proxy in front of us adds.
PROXIED = {"Host": "shop.test", "X-Forwarded-Proto": "https"}


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["shop.test"], SLOT="blue")
class ShopTest(TestCase):
    def get(self, path):
        return self.client.get(path, headers=PROXIED)

    def test_the_shelves_are_filled(self):
        self.assertContains(self.get("/"), "Teapot")

    def test_every_answer_says_who_gave_it(self):
        for path in ["/", "/healthz", "/nowhere"]:
            response = self.get(path)
            self.assertEqual((response["X-Shop-Version"], response["X-Shop-Slot"]), (VERSION, "blue"), path)

    def test_plain_http_is_redirected_and_the_redirect_says_who_gave_it(self):
        response = self.client.get("/", headers={"Host": "shop.test"})
        self.assertEqual(response.status_code, 301)
        self.assertEqual(response["X-Shop-Version"], VERSION)

    def test_an_order_is_stored(self):
        self.client = Client(enforce_csrf_checks=True)
        page = self.get("/products/teapot/").content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        fields = {"email": "ada@example.com", "quantity": 2, "csrfmiddlewaretoken": token}
        headers = {**PROXIED, "Origin": "https://shop.test"}
        response = self.client.post("/products/teapot/", fields, headers=headers)
        order = Order.objects.get()
        self.assertRedirects(response, order.get_absolute_url(), fetch_redirect_response=False)
        self.assertEqual((order.product, order.quantity), (Product.objects.get(slug="teapot"), 2))
        self.assertContains(self.get(order.get_absolute_url()), "ada@example.com")

    def test_an_order_without_a_token_is_refused(self):
        self.client = Client(enforce_csrf_checks=True)
        response = self.client.post("/products/teapot/", {"email": "ada@example.com", "quantity": 1}, headers=PROXIED)
        self.assertEqual(response.status_code, 403)
        self.assertFalse(Order.objects.exists())

    def test_an_order_of_nothing_is_not_stored(self):
        response = self.client.post("/products/teapot/", {"email": "ada@example.com", "quantity": 0}, headers=PROXIED)
        self.assertContains(response, "greater than or equal to 1")
        self.assertFalse(Order.objects.exists())

    def test_health_touches_nothing(self):
        with self.assertNumQueries(0):
            self.assertEqual(self.get("/healthz").status_code, 200)

    def test_readiness_is_the_databases(self):
        self.assertEqual(self.get("/readyz").status_code, 200)
        with mock.patch("shop.views.connection.cursor", side_effect=OperationalError):
            self.assertEqual(self.get("/readyz").status_code, 503)

    def test_version_is_told(self):
        self.assertEqual(self.get("/version").json(), {"version": VERSION, "slot": "blue"})

    def test_slow_is_capped(self):
        with mock.patch("shop.views.time.sleep") as sleep:
            self.get("/slow?seconds=600")
        sleep.assert_called_once_with(30)
