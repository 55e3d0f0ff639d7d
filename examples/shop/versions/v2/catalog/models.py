import uuid

from django.db import models
from django.urls import reverse


class Product(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    blurb = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("product", args=[self.slug])


class Order(models.Model):
    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="orders")
    email = models.EmailField()
    quantity = models.PositiveSmallIntegerField(default=1)
    # The database default lets v1, which does not know this column, go on storing orders.
    gift_note = models.CharField(max_length=200, blank=True, default="", db_default="")
    placed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-placed_at"]

    def __str__(self):
        return f"{self.quantity} × {self.product} for {self.email}"

    def get_absolute_url(self):
        return reverse("order", args=[self.reference])
