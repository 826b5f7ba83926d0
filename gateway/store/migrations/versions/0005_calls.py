"""Voice and video calls, for finding them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One row a call; its state is read from its events."""
    op.create_table(
        "call",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("desks", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_call")),
    )
    op.create_index("ix_call_about", "call", ["about"])
    op.create_index("ix_call_open", "call", ["open"])
    op.create_index("ix_call_started", "call", ["started_at", "subject"])
