"""Messages to partners: to whom each goes, and what is to be told before that is known."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """A recipient for each message, and the notices that become messages."""
    op.add_column(
        "outbound", sa.Column("recipient", sa.String(), server_default="", nullable=False)
    )
    op.create_index("ix_outbound_recipient", "outbound", ["recipient", "created_at"])
    op.create_table(
        "notice",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_notice")),
    )
