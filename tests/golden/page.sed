# The words of a report, by line: headings with #, cells of a table apart, tags and style left out;
# version and run code, which change with every release, are called so.
/<style>/,/<\/style>/d
s/<\/t[hd]><t[hd][^>]*>/ | /g
s/<\/dt><dd>/: /g
s/<h1>/# /
s/<h2[^>]*>/## /
s/<h3>/### /
s/<li>/- /
s/<[^>]*>//g
s/&nbsp;/ /g
s/&lt;/</g
s/&gt;/>/g
s/&quot;/"/g
s/&#39;/'/g
s/&amp;/\&/g
s/[0-9][0-9.]*\/[0-9a-f+]\{12,\}\/[0-9]*\/[0-9]*/CODE/g
s/\(ersion\|entente\) [0-9]\.[0-9][0-9.]*[0-9]/\1 VERSION/g
/^ *$/d
