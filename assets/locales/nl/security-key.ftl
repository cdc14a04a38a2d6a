# Beveiligingssleutels, die op de eigen computer van de bezoeker ondertekenen.

choose-security-key = Ondertekenen met mijn beveiligingssleutel
way-security-key = de beveiligingssleutel
choose-signature-dead = Wij konden die handtekening niet gebruiken. Kies opnieuw hoe u toont dat u het bent.

sign-key-title = Onderteken met uw beveiligingssleutel
sign-key-lead = Voer dit uit op uw eigen computer en raak uw sleutel aan als die knippert.
sign-key-field = Plak wat er verschijnt, BEGIN tot END
sign-key-hint = Staat uw sleutel in id_ecdsa_sk of een ander bestand? Zet dat achter -f.
sign-key-open = Wij wachten op de regel met END. Komt die niet? Druk op Enter, en nog een keer.
sign-key-open-still = Wij wachten op de regel met END. Komt die niet? Druk op Enter.
signature-empty = Plak eerst de handtekening.
signature-none = Dat is geen handtekening. Een handtekening begint met -----BEGIN SSH SIGNATURE-----.
signature-half = Dat is maar een deel van een handtekening. Plak alle regels, van BEGIN tot END.
signature-unreadable = Dat is geen handtekening, of er ontbreekt iets. Voer de opdracht opnieuw uit en plak alle regels.
signature-other-namespace = Dat is voor iets anders ondertekend. Laat -n { $namespace } in de opdracht zoals het is.
signature-other-text = Dat is een handtekening van iets anders. Kopieer de opdracht van deze pagina: die is elke keer anders.
signature-untouched = Niemand heeft de sleutel voor die handtekening aangeraakt. Voer de opdracht opnieuw uit en raak de sleutel aan als daarom wordt gevraagd.
signature-other-key = Die sleutel is hier niet vastgelegd. Zet achter -f het bestand van de sleutel die u hebt vastgelegd.
signature-counter = Wij kregen al een nieuwere handtekening van deze sleutel: misschien is er een kopie van. Voer de opdracht opnieuw uit. Blijft het zo? Vertel het een beheerder.

methods-add-key = Een beveiligingssleutel toevoegen
methods-add-another-key = Nog een beveiligingssleutel toevoegen
method-key = Beveiligingssleutel { $name } ({ $good })
method-key-numbered = Beveiligingssleutel { $number } ({ $good })
method-only-key = Beveiligingssleutel ({ $good })
remove-key-lead = Beveiligingssleutel { $name }. Wat wilt u ermee doen?
remove-key-numbered-lead = Beveiligingssleutel { $number }. Wat wilt u ermee doen?
remove-only-key-lead = Uw beveiligingssleutel. Wat wilt u ermee doen?
changed-key-added = uw beveiligingssleutel telt vanaf nu.
changed-key-removed = uw beveiligingssleutel is verwijderd.
changed-key-removed-named = de beveiligingssleutel { $name } is verwijderd.
changed-key-removed-numbered = de beveiligingssleutel met nummer { $number } is verwijderd.
reconfirm-keys = { $count ->
    [one] 1 beveiligingssleutel
   *[other] { $count } beveiligingssleutels
}
letter-registration-key-added = Er is een beveiligingssleutel toegevoegd.
letter-registration-key-removed = Er is een beveiligingssleutel verwijderd.
settings-key-not-here = Daarvoor vragen wij eerst uw beveiligingssleutel, en die kan op deze terminal niemand gebruiken. Kom via SSH, vanaf uw eigen computer.
unfit-known-key = Die sleutel staat al in uw lijst. Neem een andere.

add-key-lead = Plak de openbare regel van uw beveiligingssleutel: alles in het bestand id_ed25519_sk.pub of id_ecdsa_sk.pub, in de map .ssh op uw eigen computer. Geen bestand? Dit maakt er een: ssh-keygen -t ed25519-sk
add-key-field = Openbare regel
add-key-hint = Die begint met sk- en is niet geheim.
add-key-sign-lead = Toon nu dat u hem hebt: voer dit uit op uw eigen computer en raak uw sleutel aan.
add-key-sign-hint = Staat uw sleutel in een ander bestand? Wijzig dan wat achter -f staat.
add-key-other = Een andere sleutel heeft dat ondertekend. Zet achter -f het bestand van de sleutel die u toevoegt.
key-line-empty = Plak eerst de regel van uw sleutel.
key-line-secret = Dat is het geheime bestand: dat mag niemand zien. Plak het bestand waarvan de naam op .pub eindigt.
key-line-ordinary = Dat is een gewone sleutel ({ $algorithm }): wie het bestand kopieert, heeft hem ook. Hier tellen alleen sleutels die u aanraakt: sk-ssh-ed25519 en sk-ecdsa.
key-line-none = Dat is niet de openbare regel van een beveiligingssleutel. Zo'n regel begint met sk-ssh-ed25519 of sk-ecdsa.

stop-key-not-here-lead = Om u binnen te laten is uw beveiligingssleutel nodig, en die kan op deze terminal niemand gebruiken.
stop-key-not-here-why = U hebt niets fout gedaan: zonder die sleutel hebt u te weinig andere manieren.
stop-key-not-here-remedy = Kom via SSH vanaf uw eigen computer. Of vraag een beheerder om hulp.
letter-explain-key-not-here = Daarvoor is uw beveiligingssleutel nodig, en die kan op die terminal niemand gebruiken. Kom via SSH vanaf uw eigen computer, of vraag het aan { $whom }.

help-sign-key = Open een terminal op uw eigen computer, kopieer de opdracht van hier en druk op Enter. Raak uw sleutel aan als die knippert. Kopieer daarna wat er verschijnt en plak het hier.
help-sign-key-stuck = Lukt markeren met de muis niet? Houd Shift ingedrukt. Met F9 staat de opdracht op één regel. Op Windows neemt PowerShell alleen die ene regel. Hebt u de sleutel niet bij u? Ga terug en kies een andere manier.
help-sign-key-plain = De opdracht staat op één regel: kopieer alles. Op Windows werkt die in PowerShell. Hebt u de sleutel niet bij u? Ga terug en kies een andere manier.
help-add-key-sign-plain = De opdracht staat op één regel: kopieer alles. Op Windows werkt die in PowerShell. De sleutel telt zodra hij heeft ondertekend.
help-add-key = Een beveiligingssleutel is een klein apparaat dat u aanraakt. OpenSSH bewaart de openbare regel ervan in een bestand op uw eigen computer. Kopieer die regel en plak hem hier.
help-add-key-stuck = Is er geen bestand? Steek de sleutel in uw computer en typ daar: ssh-keygen -t ed25519-sk. Is het een oude sleutel? Typ dan ecdsa-sk in plaats van ed25519-sk.
help-add-key-sign = Open een terminal op uw eigen computer, kopieer de opdracht van hier en druk op Enter. Raak uw sleutel aan als die knippert. Kopieer daarna wat er verschijnt en plak het hier.
help-add-key-sign-stuck = Lukt markeren met de muis niet? Houd Shift ingedrukt. Met F9 staat de opdracht op één regel. Op Windows neemt PowerShell alleen die ene regel. De sleutel telt zodra hij heeft ondertekend.
help-stop-key-not-here = Uw beveiligingssleutel ondertekent op uw eigen computer, en wat hij ondertekent wordt geplakt. Op deze terminal kan niemand plakken.
help-stop-key-not-here-stuck = Kom via SSH vanaf uw eigen computer. Of vraag degene die uw account beheert: die kan op een andere manier nagaan dat u het bent.
