"""Imports of areas that can be taken back, with boundaries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing could be imported before: the old table is empty."""
    op.drop_table("area")
    op.create_table(
        "area_import",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("areas", sa.Integer(), nullable=False),
        sa.Column("boundaries", sa.Integer(), nullable=False),
        sa.Column("undone_seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_area_import")),
        sa.UniqueConstraint("subject", name=op.f("uq_area_import_subject")),
    )
    op.create_table(
        "area",
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lat_micro", sa.Integer(), nullable=False),
        sa.Column("lon_micro", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["area_import.seq"], name=op.f("fk_area_batch")),
        sa.PrimaryKeyConstraint("batch", "code", name=op.f("pk_area")),
    )
    op.create_table(
        "boundary",
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lat_micro", sa.Integer(), nullable=False),
        sa.Column("lon_micro", sa.Integer(), nullable=False),
        sa.Column("tolerance_micro", sa.Integer(), nullable=False),
        sa.Column("polygons", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["area_import.seq"], name=op.f("fk_boundary_batch")),
        sa.PrimaryKeyConstraint("batch", "code", name=op.f("pk_boundary")),
    )
