# Cuts a page into the blocks between fences: FOLDER/NNN.LANGUAGE, with `plain` for none; the line
# at which each begins goes to FOLDER/NNN.line. Blocks in comments or lists are not looked for.
/^```/ {
    if (inside) {
        inside = 0
        close(file)
        next
    }
    inside = 1
    language = substr($0, 4)
    name = sprintf("%s/%03d", folder, ++count)
    file = name "." (language == "" ? "plain" : language)
    printf "" > file
    print FNR > (name ".line")
    close(name ".line")
    next
}
inside { print > file }
END { if (inside) print FILENAME ": a fence is not closed" }
