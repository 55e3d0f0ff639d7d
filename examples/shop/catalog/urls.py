from django.urls import path

from . import views

urlpatterns = [
    path("", views.products, name="products"),
    path("products/<slug:slug>/", views.product, name="product"),
    path("orders/<uuid:reference>/", views.order, name="order"),
]
