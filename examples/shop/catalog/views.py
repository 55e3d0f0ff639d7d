from django.shortcuts import get_object_or_404, redirect, render

from .forms import OrderForm
from .models import Order, Product


def products(request):
    return render(request, "catalog/products.html", {"products": Product.objects.all()})


def product(request, slug):
    """Shows a product and takes orders for it."""
    chosen = get_object_or_404(Product, slug=slug)
    form = OrderForm(request.POST or None, instance=Order(product=chosen))
    if form.is_valid():
        return redirect(form.save())
    return render(request, "catalog/product.html", {"product": chosen, "form": form})


def order(request, reference):
    placed = get_object_or_404(Order.objects.select_related("product"), reference=reference)
    return render(request, "catalog/order.html", {"order": placed})
