from django.db import migrations


class Migration(migrations.Migration):
    """Not survived by v1 and v2: both go on asking for the column by its old name."""

    dependencies = [("catalog", "0003_order_gift_note")]

    operations = [migrations.RenameField("product", "blurb", "description")]
