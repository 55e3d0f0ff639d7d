from catalog.trial import trial
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_order_colour")]

    operations = [
        migrations.AddField("order", "size", models.CharField(max_length=20, null=True)),
        migrations.RunPython(trial("0005")),
    ]
