"""Guest reports, for finding them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A projection of the journal; there were no guest reports before."""
    op.create_table(
        "guest",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("referred", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("foreigners", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("arrives_at", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("over_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_guest")),
        sa.UniqueConstraint("reference", name=op.f("uq_guest_reference")),
    )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.create_index("ix_guest_sent", ["sent_at", "subject"], unique=False)
        batch_op.create_index("ix_guest_over", ["over_at", "state"], unique=False)
        batch_op.create_index("ix_guest_ticket", ["ticket"], unique=False)
