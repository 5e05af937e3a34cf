"""The forms in which the shipped references must print: Chicago 18, classic, as plain text."""

JAPANS_ROLE = (
    "Japan’s Role in Conflict Resolution and Effective Governance in Tajikistan: Case of the Tajik "
    "Civil War, 1992–1997"
)
LOST = "web address not preserved in the source"
JAMESTOWN = "http://www.jamestown.org/single/?tx_ttnews%5Btt_news%5D=14301&tx_ttnews%5BbackPid%5D=210&no_cache=1"
CYBERLENINKA = (
    "http://cyberleninka.ru/article/n/"
    "mezhtadzhikskie-peregovory-kak-primer-uregulirovaniya-vnutrennego-konflikta"
)

# key: (place in the note, first note, later note)
DOCUMENTS = {
    "usmonov-record": (
        "Introduction, para. 1",
        f"Abstract, highlights and introduction of Farrukh Usmonov, “{JAPANS_ROLE},” as "
        "reproduced in "
        "an unsigned, undated online record of the paper, Introduction, para. 1; title and "
        "author from "
        "Usmonov, “Japan’s Role.”",
        "Usmonov, “Japan’s Role” (record), Introduction, para. 1.",
    ),
    "usmonov-page": (
        "abstract, para. 2",
        f"Farrukh Usmonov, “{JAPANS_ROLE}” (IEECA Press, undated, ISSN 2328-8272), "
        "abstract, para. 2. "
        "Licensed CC BY 3.0.",
        "Usmonov, “Japan’s Role,” abstract, para. 2.",
    ),
    "peace-process": (
        "under “National Peace Accord,” para. 2",
        "“Negotiations and the Peace Process,” unsigned and undated web page on "
        "Tajikistan, the peace "
        "accord and the OSCE (latest dated event October 2013), under “National Peace "
        "Accord,” para. 2 "
        "(hereafter “Peace Process”).",
        "“Peace Process,” under “National Peace Accord,” para. 2.",
    ),
}

# key: (locator, note)
NOTES = {
    "aron-peace-and-war": (
        "",
        "R. Aron, Peace and War: A Theory of International Relations (Florida: Krieger Publishing, "
        "1981).",
    ),
    "ashurov-solving-conflicts": (
        "",
        "M. Ashurov, Мирное разрешение конфликтов: процесс и осмысление [Peaceful solving "
        "conflicts: "
        "process and comprehension] (Moscow: RASS, 2008).",
    ),
    "burton-conflict": (
        "",
        "J. W. Burton, Conflict: Resolution and Provention, vol. 1 (Basingstoke: Macmillan, 1990).",
    ),
    "fetherstone-peacekeeping": (
        "p. 204",
        "A. B. Fetherstone, “Peacekeeping, Conflict Resolution and Peace Building: A "
        "Reconsideration "
        "of Theoretical Framework” (EBSCO Publishing, 2002), 204.",
    ),
    "lederach-building-peace": (
        "p. 24",
        "J. P. Lederach, Building Peace: Sustinable [sic] Reconciliation in Divided "
        "Societies (United "
        "States Institute of Peace Press, 1997), 24.",
    ),
    "rakhmonov-tajiks-in-history": (
        "",
        "E. Rakhmonov, Tajiks in the Miror [sic] of History: From Aryans to Samanids, third book "
        "(Dushanbe, 2006).",
    ),
    "ramsbotham-miall-conflict-resolution": (
        "",
        "O. Ramsbotham and T. Miall, Contemporary Conflict Resolution, 3rd ed. (Polity, 2011).",
    ),
    "reiss-kant": ("", "H. Reiss, Kant’s Political Writings (Cambridge: CUP, 1971)."),
    "shoazimov-tajik-identity": (
        "",
        "P. Shoazimov, Таджикская идентичность и государственное строительство в "
        "Таджикистане [Tajik "
        "identity and state establishment in Tajikistan] (Dushanbe, 2003).",
    ),
    "usmonov-i-peacebuilding": (
        "",
        "I. Usmonov, Миростроительство в Таджикистане [Peacebuilding in Tajikistan] (Dushanbe: "
        "Devashtich, 2006).",
    ),
    "winter-violence-and-visibility": (
        "",
        "Y. Winter, “Violence and Visibility,” New Political Science 34, no. 2 (2012).",
    ),
    "grayson-democratic-peace": (
        "",
        "K. Grayson, “Democratic Peace Theory as Practice: (Re)Reading the Significance of Liberal "
        f"Representations of War and Peace,” 2003, {LOST}.",
    ),
    "commission-dissolved": (
        "",
        f"“Tajikistan’s National Reconciliation Commission Dissolved,” 2000, {LOST}.",
    ),
    "cambodia-unamic": ("", f"“Cambodia-UNAMIC,” n.d., {LOST}."),
    "cambodia-twenty-years": (
        "",
        f"“Cambodia—20 Years On from the Paris Peace Agreements,” 2011, {LOST}.",
    ),
    "japanese-domains": ("", f"“Major Japanese Domains to 1869,” n.d., {LOST}."),
    "ex-leaders-in-moscow": (
        "",
        f"“Tajik Ex-leaders in Moscow Seek New Role in Clan Competition,” 1996, {JAMESTOWN}.",
    ),
    "sharafieva-negotiations": (
        "",
        "O. Sharafieva, “Inter-Tajik Negotiations as a Model of Successful Internal Conflict "
        f"Resolution,” 2013, {CYBERLENINKA}.",
    ),
}

ENTRIES = {
    "usmonov-record": (
        f"Usmonov, Farrukh. “{JAPANS_ROLE}.” Abstract, highlights and introduction as "
        "reproduced in an "
        "unsigned, undated online record."
    ),
    "usmonov-page": (
        f"Usmonov, Farrukh. “{JAPANS_ROLE}.” The IEECA Press, undated. ISSN 2328-8272 (print), "
        "2328-8280 (online). Licensed under Creative Commons Attribution 3.0."
    ),
    "peace-process": (
        "“Negotiations and the Peace Process.” Unsigned and undated web page on "
        "Tajikistan, the peace "
        "accord and the OSCE; cited by its first heading; latest dated event October 2013."
    ),
    "aron-peace-and-war": (
        "Aron, R. Peace and War: A Theory of International Relations. Florida: Krieger "
        "Publishing, 1981."
    ),
    "ashurov-solving-conflicts": (
        "Ashurov, M. Мирное разрешение конфликтов: процесс и осмысление [Peaceful solving "
        "conflicts: "
        "process and comprehension]. Moscow: RASS, 2008."
    ),
    "burton-conflict": (
        "Burton, J. W. Conflict: Resolution and Provention. Vol. 1. Basingstoke: Macmillan, 1990."
    ),
    "fetherstone-peacekeeping": (
        "Fetherstone, A. B. “Peacekeeping, Conflict Resolution and Peace Building: A "
        "Reconsideration "
        "of Theoretical Framework.” EBSCO Publishing, 2002."
    ),
    "lederach-building-peace": (
        "Lederach, J. P. Building Peace: Sustinable [sic] Reconciliation in Divided "
        "Societies. United "
        "States Institute of Peace Press, 1997."
    ),
    "rakhmonov-tajiks-in-history": (
        "Rakhmonov, E. Tajiks in the Miror [sic] of History: From Aryans to Samanids. Third book. "
        "Dushanbe, 2006."
    ),
    "ramsbotham-miall-conflict-resolution": (
        "Ramsbotham, O., and T. Miall. Contemporary Conflict Resolution. 3rd ed. Polity, 2011."
    ),
    "reiss-kant": "Reiss, H. Kant’s Political Writings. Cambridge: CUP, 1971.",
    "shoazimov-tajik-identity": (
        "Shoazimov, P. Таджикская идентичность и государственное строительство в "
        "Таджикистане [Tajik "
        "identity and state establishment in Tajikistan]. Dushanbe, 2003."
    ),
    "usmonov-i-peacebuilding": (
        "Usmonov, I. Миростроительство в Таджикистане [Peacebuilding in Tajikistan]. Dushanbe: "
        "Devashtich, 2006."
    ),
    "winter-violence-and-visibility": (
        "Winter, Y. “Violence and Visibility.” New Political Science 34, no. 2 (2012)."
    ),
    "grayson-democratic-peace": (
        "Grayson, K. “Democratic Peace Theory as Practice: (Re)Reading the Significance of Liberal "
        f"Representations of War and Peace.” 2003. W{LOST[1:]}."
    ),
    "commission-dissolved": (
        f"“Tajikistan’s National Reconciliation Commission Dissolved.” 2000. W{LOST[1:]}."
    ),
    "cambodia-unamic": f"“Cambodia-UNAMIC.” N.d. W{LOST[1:]}.",
    "cambodia-twenty-years": (
        f"“Cambodia—20 Years On from the Paris Peace Agreements.” 2011. W{LOST[1:]}."
    ),
    "japanese-domains": f"“Major Japanese Domains to 1869.” N.d. W{LOST[1:]}.",
    "ex-leaders-in-moscow": (
        f"“Tajik Ex-leaders in Moscow Seek New Role in Clan Competition.” 1996. {JAMESTOWN}."
    ),
    "sharafieva-negotiations": (
        "Sharafieva, O. “Inter-Tajik Negotiations as a Model of Successful Internal Conflict "
        f"Resolution.” 2013. {CYBERLENINKA}."
    ),
}
