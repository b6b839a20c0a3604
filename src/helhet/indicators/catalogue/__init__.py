"""What each indicator is: its name, what is counted of what, who publishes it, how sure we are. Data, no figures."""

from helhet.indicators.catalogue.reader import Catalogue, Domain, Indicator, Publisher, catalogue, read_catalogue

__all__ = ["Catalogue", "Domain", "Indicator", "Publisher", "catalogue", "read_catalogue"]
