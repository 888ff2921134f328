"""The settings of the site: its table of contents. Each line says what it does; docs/settings.md says more."""

# -- The site ---------------------------------------------------------------------------------------------------------

SITENAME = "Rejoinder"  # the name readers see
SITEURL = ""  # where it will stand, "https://example.org"; empty leaves canonical addresses out
LANGUAGES = ["en", "ru", "ar"]  # the first one leads; each needs theme/translations/<tag>.json

PUBLISHER = ""  # the organisation that answers for the site; empty: the pages say that nobody does yet
CONTACT = ""  # an e-mail or web address that somebody reads
NOINDEX = True  # ask search engines to stay away, as long as the texts are drafts

TRANSLATION_GRACE = 90  # days in which a translation follows its original; then it says so at the top and leaves lists

# -- Folders ----------------------------------------------------------------------------------------------------------

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"

# -- People: their consent stands in content/people, what nobody may read outside this repository ---------------------

PRIVATE = ""  # the folder of true names, signed forms and unpublished words: "../private"
WITHDRAWN_LINE = True  # a short line where somebody stood whose consent has ended; False: nothing
# So many replaced releases are kept beside OUTPUT_PATH; `rejoinder rollback` publishes one of them again.
KEEP_RELEASES = 3

# -- The editorial review (`rejoinder rule` lists what it looks for) --------------------------------------------------

REVIEW_LANGUAGE = "en"  # the language in which it speaks to editors: en, ru, ar
REVIEW_IGNORE = []  # rules that are switched off, by name or catalogue id
REVIEW_SELECT = []  # when not empty, the only rules that run
REVIEW_THRESHOLDS = {}  # other numbers than a rule's own: {"quotation-too-long.words": 20}
REVIEW_NAMES = ""  # a private list of names, outside this repository: `rejoinder rule add-name`

# -- What Pelican would otherwise make or warn of ---------------------------------------------------------------------

TIMEZONE = "UTC"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# -- Plugins, in the order of the work. Put other people's plugins before the last. -----------------------------------

PLUGIN_PATHS = ["plugins"]
PLUGINS = [
    "rejoinder.reading",  # reads and reviews everything; errors end the build here
    "rejoinder.pages",  # home, sources, 404, choice of languages, style sheet
    "rejoinder.writing",  # renders what changed
    "rejoinder.publishing",  # checks the whole and exchanges it with the published site
]
