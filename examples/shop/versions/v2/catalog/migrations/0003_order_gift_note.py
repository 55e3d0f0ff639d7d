from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_first_products")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="gift_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
    ]
