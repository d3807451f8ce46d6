import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0007_kinds_of_oversight"),
        ("scoring", "0004_rules_before_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScoreSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("total", models.DecimalField(decimal_places=2, max_digits=6)),
                ("grade", models.CharField(blank=True, max_length=20)),
                ("is_complete", models.BooleanField()),
                ("losses", models.JSONField(default=list)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summary",
                        to="departments.report",
                    ),
                ),
            ],
        ),
    ]
