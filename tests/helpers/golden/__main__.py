"""Write the golden frames anew: ``python -m tests.helpers.golden``."""

from tests.helpers import golden

golden.write()
