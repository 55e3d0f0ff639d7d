from django.urls import path

from . import faults, views

urlpatterns = [
    path("", faults.of(views.products), name="products"),
    path("column/", faults.no_column),
    path("products/<slug:slug>/", views.product, name="product"),
    path("orders/<uuid:reference>/", views.order, name="order"),
]
