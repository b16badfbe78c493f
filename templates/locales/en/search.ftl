# The office looks for a case.

search-title = Find a case
search-q = What are you looking for?
search-q-hint = The number of a case, a PSER ID, a CNIC, a mobile number, or a name in English or Urdu letters.
search-more = Narrow the search
search-born = Date of birth
search-born-hint = Of the person who applied, for example 27 5 1984
search-area = Area
search-area-any = All areas
search-programme = Programme
search-programme-any = All programmes
search-state = Open or closed
search-state-any = All cases
search-state-open = Open cases only
search-state-closed = Closed cases only
search-button = Search
search-results = Cases found
search-found = { $count ->
    [one] One case found
   *[other] { $count } cases found
}
search-found-more = More than { $most } cases found
search-narrow = Only the newest are shown. Narrow the search: give more of the name, the date of birth or the area.
search-alike = Nobody has this name. These names are spelt almost like it.
search-handed-in = Handed in
search-closed = Closed
search-none = No case found
search-none-lead = There is no such case among those you may see. You could try this:
search-advice-number = Compare each digit and letter of a number with the paper.
search-advice-name = Spell the name in another way or in the other script, or give only one part of it.
search-advice-fewer = Leave out the date of birth, the area or the programme.
search-advice-area = The case may belong to another area. Ask your supervisor.
access-search = found your case by its number, your PSER ID, CNIC or mobile number
field-search-nothing-asked = Please type what you are looking for, or give a date of birth.
field-search-too-wide = Too many cases fit for a search. Please give more of the name, the date of birth or the area.
field-search-name-too-short = Please give at least 3 letters of a name.
field-search-number-unreadable = A CNIC has 13 digits and a mobile number 11. Please check the digits.
field-search-number-mistyped = This number is not right. Please compare each digit and letter with the paper.
field-search-number-of-another-kind = This is not the number of a case. Numbers of cases begin with C, PSER IDs with P.
