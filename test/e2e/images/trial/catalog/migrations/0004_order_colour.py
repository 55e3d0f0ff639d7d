from catalog.trial import trial
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_order_gift_note")]

    operations = [
        migrations.AddField("order", "colour", models.CharField(max_length=20, null=True)),
        migrations.RunPython(trial("0004")),
    ]
