# The words that components bring along (kit-<word>). Those that the script says (kit-script-<word>) go to it as
# attributes, with %heading% and the like where it fills in its own.

## Getting about
kit-back = Back
kit-breadcrumbs = Breadcrumb
kit-skip-to-content = Skip to main content
kit-menu = Menu
kit-service-information = Service information
kit-sub-navigation = Parts of this page
kit-side-navigation = Pages beside this one
kit-contents = Contents
kit-pagination = Pagination
kit-prev = Previous
kit-next = Next
# Read aloud after "Previous" and "Next".
kit-turn-page = page
kit-page = Page { $number }

## Forms
# Read aloud before what is wrong; a colon follows.
kit-error-prefix = Error
kit-error-summary-title = There is a problem
kit-day = Day
kit-month = Month
kit-year = Year
kit-yes = Yes
kit-no = No
kit-rupees = Rs
kit-show = Show
kit-show-password = Show password
kit-characters-limit = You can enter up to { $count } characters
kit-words-limit = You can enter up to { $count } words

## Said of what happened
kit-important = Important
kit-success = Success
kit-warning = Warning
kit-dismiss = Dismiss
# Read aloud before the title of an alert; a colon follows.
kit-alert-information = Information
kit-alert-success = Success
kit-alert-warning = Warning
kit-alert-error = Error
# Below an event in the timeline.
kit-by = by { $name }

## Lists
kit-filter = Filter
kit-filter-selected = Selected filters
kit-filter-clear = Clear filters
# Read aloud before the words of a filter that a click takes away.
kit-filter-remove = Remove this filter
kit-filter-apply = Apply filters
# Read aloud after the title of a table.
kit-sortable = (column headings with buttons sort the table)

## Said by the script
kit-script-show = Show
kit-script-hide = Hide
kit-script-show-password = Show password
kit-script-hide-password = Hide password
kit-script-password-shown = Your password is visible
kit-script-password-hidden = Your password is hidden
kit-script-characters-under-one = You have 1 character remaining
kit-script-characters-under-other = You have { $count } characters remaining
kit-script-characters-at-limit = You have 0 characters remaining
kit-script-characters-over-one = You have 1 character too many
kit-script-characters-over-other = You have { $count } characters too many
kit-script-words-under-one = You have 1 word remaining
kit-script-words-under-other = You have { $count } words remaining
kit-script-words-at-limit = You have 0 words remaining
kit-script-words-over-one = You have 1 word too many
kit-script-words-over-other = You have { $count } words too many
kit-script-choose-files = Choose file
kit-script-no-file-chosen = No file chosen
kit-script-files-chosen-one = 1 file chosen
kit-script-files-chosen-other = { $count } files chosen
kit-script-drop-instruction = or drop file
kit-script-entered-drop-zone = Entered drop zone
kit-script-left-drop-zone = Left drop zone
kit-script-sorted = Sorted by { $heading } ({ $direction })
kit-script-ascending = ascending
kit-script-descending = descending
