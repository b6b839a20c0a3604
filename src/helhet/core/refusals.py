"""When an act is refused: why, in codes, for sentences on the screen."""


class Refused(ValueError):
    """It cannot be done like this; `.codes` say why, all at once, and `.code` the first."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.code, self.codes = codes[0], codes
