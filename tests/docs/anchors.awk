# What the headings of a page are called in links, as GitHub makes it: small letters, blanks as
# hyphens, punctuation left out.
/^```/ { inside = !inside }
!inside && /^#+ / {
    name = tolower($0)
    sub(/^#+ +/, "", name)
    gsub(/`/, "", name)
    gsub(/[!-,.\/:-@\[-^{-~]/, "", name)
    gsub(/ /, "-", name)
    print name (seen[name]++ ? "-" seen[name] - 1 : "")
}
