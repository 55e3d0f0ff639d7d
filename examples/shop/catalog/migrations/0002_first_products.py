from django.db import migrations

SHELVES = [
    ("teapot", "Teapot", "Short and stout, with a handle that stays cool.", "24.00"),
    ("lantern", "Lantern", "Lights the way home through any blackout.", "39.50"),
    ("notebook", "Notebook", "A hundred blank pages and one good ribbon.", "12.90"),
    ("umbrella", "Umbrella", "Canary yellow, blue lining, green handle.", "31.00"),
    ("wool-socks", "Wool socks", "A pair. We counted.", "9.80"),
    ("jam", "Plum jam", "From the tree behind the shop.", "5.40"),
]


def fill(apps, schema_editor):
    Product = apps.get_model("catalog", "Product")
    Product.objects.bulk_create(
        Product(slug=slug, name=name, blurb=blurb, price=price) for slug, name, blurb, price in SHELVES
    )


def clear(apps, schema_editor):
    apps.get_model("catalog", "Product").objects.filter(slug__in=[slug for slug, *_ in SHELVES]).delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(fill, clear)]
