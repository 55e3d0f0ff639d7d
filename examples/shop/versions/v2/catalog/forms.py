from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from .models import Order


class OrderForm(forms.ModelForm):
    quantity = forms.IntegerField(initial=1, validators=[MinValueValidator(1), MaxValueValidator(99)])

    class Meta:
        model = Order
        fields = ["email", "quantity", "gift_note"]
