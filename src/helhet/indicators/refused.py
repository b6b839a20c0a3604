"""The one error of a source that cannot be trusted: nothing of it is taken."""


class Refused(ValueError):
    """Which file, which row, what was expected. Row 0 is the file as a whole."""

    def __init__(self, file: str, row: int, expected: str) -> None:
        where = f"{file}, row {row}" if row else file
        super().__init__(f"{where}: expected {expected}")
        self.file, self.row, self.expected = file, row, expected
