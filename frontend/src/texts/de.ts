import type { Translations } from './translation';

/** The texts of the page in German. */
const translations: Translations = {
  'Skip to the canvas': 'Zur Zeichenfläche',
  Cirrus: 'Cirrus',
  Views: 'Ansichten',
  Draw: 'Zeichnen',
  Teach: 'Trainieren',
  Inside: 'Einblick',
  'Inside the network': 'Einblick in das Netz',
  History: 'Verlauf',
  Model: 'Modell',
  'Colour scheme': 'Farbschema',
  'Help and keys': 'Hilfe und Tasten',
  'Draw and read': 'Zeichnen und lesen',
  'Draw digits, and Cirrus reads them': 'Zeichne Ziffern, und Cirrus liest sie',
  'Draw a': 'Zeichne eine',
  'Drawn so far of each digit': 'Bisher gezeichnet, je Ziffer',
  'Undo last': 'Zurücknehmen',
  Skip: 'Überspringen',
  'Label my history': 'Meinen Verlauf beschriften',
  'Drawing canvas': 'Zeichenfläche',
  'Draw with a pointer or the keyboard: the arrow keys move the pen, P lowers and lifts it, Space clears the canvas, Enter predicts, 0 to 9 correct the selected digit, L announces the position of the pen.':
    'Zeichne mit Zeiger oder Tastatur: Die Pfeiltasten bewegen den Stift, P senkt und hebt ihn, die Leertaste leert die Fläche, die Eingabetaste liest, 0 bis 9 korrigieren die gewählte Ziffer, L sagt die Position des Stifts an.',
  'Selected digit': 'Gewählte Ziffer',
  'Not a digit (Delete)': 'Keine Ziffer (Entf)',
  'Not a digit': 'Keine Ziffer',
  Split: 'Teilen',
  'Merge with the next digit': 'Mit der nächsten Ziffer verbinden',
  Merge: 'Verbinden',
  'Add a box': 'Rahmen hinzufügen',
  Add: 'Neu',
  'Draw a digit, or several': 'Zeichne eine Ziffer oder mehrere',
  'Try now': 'Jetzt versuchen',
  'Drawing tools': 'Zeichenwerkzeuge',
  Undo: 'Rückgängig',
  'Undo (Ctrl Z)': 'Rückgängig (Strg Z)',
  Redo: 'Wiederholen',
  'Redo (Ctrl Shift Z)': 'Wiederholen (Strg Umschalt Z)',
  'Pen and paper': 'Stift und Papier',
  Eraser: 'Radierer',
  'Eraser (E)': 'Radierer (E)',
  'Read a picture': 'Bild lesen',
  'Read a picture: choose, drop or paste one': 'Bild lesen: auswählen, ablegen oder einfügen',
  'Share or save': 'Teilen oder speichern',
  'Clear canvas (Space)': 'Fläche leeren (Leertaste)',
  Clear: 'Leeren',
  canvas: '',
  'Predict (Enter)': 'Lesen (Eingabetaste)',
  Predict: 'Lesen',
  Reading: 'Erkennung',
  'The network’s input, 28 by 28 pixels': 'Die Eingabe des Netzes, 28 mal 28 Pixel',
  'What it sees': 'Was es sieht',
  'Why?': 'Warum?',
  'Probability of each digit; activate the right one to correct the reading':
    'Wahrscheinlichkeit jeder Ziffer; die richtige wählen, um die Erkennung zu korrigieren',
  Recent: 'Zuletzt',
  predictions: '',
  'Clear predictions': 'Liste leeren',
  'All readings of this browser, newest first. Click a digit to label it; the next model learns from labels.':
    'Alle Erkennungen dieses Browsers, die neuesten zuerst. Klicke auf eine Ziffer, um sie zu beschriften; das nächste Modell lernt daraus.',
  'Download the labelled digits': 'Beschriftete Ziffern herunterladen',
  'Labelled digits': 'Beschriftete Ziffern',
  CSV: 'CSV',
  'JSON lines': 'JSON-Zeilen',
  PNGs: 'PNGs',
  Import: 'Importieren',
  'Label one by one': 'Einzeln beschriften',
  'Filter and selection': 'Filter und Auswahl',
  Show: 'Zeige',
  'all readings': 'alle Erkennungen',
  'with unlabelled digits': 'mit unbeschrifteten Ziffern',
  'with labels': 'mit Beschriftung',
  'that were wrong': 'die falsch waren',
  'that were unsure': 'die unsicher waren',
  'with the digits': 'mit den Ziffern',
  'Select all': 'Alle auswählen',
  'Delete selected': 'Auswahl löschen',
  'Show more': 'Mehr zeigen',
  'Your data': 'Deine Daten',
  'There is no account: a key in this browser owns your readings. Save it to see them on another device, or to keep them when this browser forgets it. Whoever has the key can read and delete them.':
    'Es gibt kein Konto: Deine Erkennungen gehören zu einem Schlüssel in diesem Browser. Speichere ihn, um sie auf einem anderen Gerät zu sehen oder zu behalten, wenn dieser Browser ihn vergisst. Wer den Schlüssel hat, kann sie lesen und löschen.',
  'Save the key': 'Schlüssel speichern',
  'Use a saved key': 'Gespeicherten Schlüssel verwenden',
  'Delete all my data': 'Alle meine Daten löschen',
  'The complete card': 'Die vollständige Karte',
  'Training runs': 'Trainingsläufe',
  'Roll back': 'Zurückwechseln',
  'Start a run': 'Lauf starten',
  'Runs on your machine or on AWS Lambda. Your drawings stay yours: no account, no tracking.':
    'Läuft auf deinem Rechner oder auf AWS Lambda. Deine Zeichnungen bleiben deine: kein Konto, kein Tracking.',
  Source: 'Quelltext',
  API: 'API',
  'Drop the picture to read it': 'Bild ablegen, um es zu lesen',
  'Choose the right digit': 'Wähle die richtige Ziffer',
  Close: 'Schließen',
  Width: 'Breite',
  'Dotted strokes': 'Gepunktete Striche',
  'Pen pressure': 'Stiftdruck',
  Page: 'Seite',
  Language: 'Sprache',
  'As in the browser': 'Wie im Browser',
  'Boxes around digits': 'Rahmen um Ziffern',
  'Single-key shortcuts': 'Kurzbefehle mit einer Taste',
  'Save my readings in the history': 'Meine Erkennungen im Verlauf speichern',
  'Choose a picture, drop one on the page, or paste it. The service reads it, and stores only the digits that it finds.':
    'Wähle ein Bild, lege eines auf der Seite ab oder füge es ein. Der Dienst liest es und speichert nur die Ziffern, die er findet.',
  'Choose a file': 'Datei wählen',
  'Take a photo': 'Foto aufnehmen',
  'Try an example': 'Beispiel ausprobieren',
  'A picture to read': 'Ein Bild zum Lesen',
  'A photo to read': 'Ein Foto zum Lesen',
  'Preview of the picture': 'Vorschau des Bildes',
  'Crop: top left corner, move with the arrow keys':
    'Zuschnitt: obere linke Ecke, mit den Pfeiltasten bewegen',
  'Crop: top right corner, move with the arrow keys':
    'Zuschnitt: obere rechte Ecke, mit den Pfeiltasten bewegen',
  'Crop: bottom left corner, move with the arrow keys':
    'Zuschnitt: untere linke Ecke, mit den Pfeiltasten bewegen',
  'Crop: bottom right corner, move with the arrow keys':
    'Zuschnitt: untere rechte Ecke, mit den Pfeiltasten bewegen',
  'Drag the corners so that only the digits remain.':
    'Ziehe die Ecken so, dass nur die Ziffern bleiben.',
  'Rotate left': 'Nach links drehen',
  'Rotate right': 'Nach rechts drehen',
  'Whole picture': 'Ganzes Bild',
  Read: 'Lesen',
  'Copy a link that replays the drawing': 'Link kopieren, der die Zeichnung abspielt',
  'The link and the SVG contain your strokes, but not the picture under them.':
    'Link und SVG enthalten deine Striche, aber nicht das Bild darunter.',
  'Save as PNG': 'Als PNG speichern',
  'Save as SVG': 'Als SVG speichern',
  'Label your history': 'Beschrifte deinen Verlauf',
  'The digit, 28 by 28 pixels': 'Die Ziffer, 28 mal 28 Pixel',
  'Its label': 'Ihre Beschriftung',
  Back: 'Zurück',
  'Keys: 0 to 9 label it, → skips it, Backspace goes back. The digits whose labels help the model most come first: those of which it is unsure, then those least like the ones already labelled.':
    'Tasten: 0 bis 9 beschriften, → überspringt, Rücktaste geht zurück. Zuerst kommen die Ziffern, deren Beschriftung dem Modell am meisten hilft: die, bei denen es unsicher ist, dann die, die den beschrifteten am wenigsten ähneln.',
  Cancel: 'Abbrechen',
  'Tap a digit to select it: then you can mark it as not a digit, split it, merge it with the next one, or add a box that was missed.':
    'Tippe eine Ziffer an, um sie zu wählen: Dann kannst du sie als „keine Ziffer“ markieren, teilen, mit der nächsten verbinden oder einen fehlenden Rahmen hinzufügen.',
  'Draw one digit or several, anywhere and at any size. The reading is updated while you draw; after a second without a stroke it is saved in your history.':
    'Zeichne eine Ziffer oder mehrere, überall und in jeder Größe. Die Erkennung folgt deinem Stift; nach einer Sekunde ohne Strich wird sie im Verlauf gespeichert.',
  Space: 'Leertaste',
  'Clear the canvas': 'Zeichenfläche leeren',
  Enter: 'Eingabetaste',
  'Predict, and save the reading': 'Lesen und die Erkennung speichern',
  'Correct the selected digit': 'Gewählte Ziffer korrigieren',
  Delete: 'Entf',
  'Mark the selected digit as not a digit': 'Gewählte Ziffer als „keine Ziffer“ markieren',
  'Select the previous or next digit': 'Vorige oder nächste Ziffer wählen',
  Ctrl: 'Strg',
  'Undo; with': 'Rückgängig; mit',
  Shift: 'Umschalt',
  redo: 'wiederholen',
  'Read a picture from the clipboard': 'Bild aus der Zwischenablage lesen',
  'Eraser on and off': 'Radierer ein und aus',
  'Explain the reading': 'Erkennung erklären',
  'This help': 'Diese Hilfe',
  'Drawing by keyboard': 'Zeichnen mit der Tastatur',
  'Lower or lift the pen, while the canvas has the focus':
    'Stift senken oder heben, wenn die Fläche den Fokus hat',
  'Move the pen; in larger steps with': 'Stift bewegen; in größeren Schritten mit',
  'Announce the position of the pen': 'Position des Stifts ansagen',
  'The correction was not saved: {0}': 'Die Korrektur wurde nicht gespeichert: {0}',
  'Eraser.': 'Radierer.',
  'Pen.': 'Stift.',
  'Corrected to {0}.': 'Korrigiert zu {0}.',
  'Label withdrawn.': 'Beschriftung zurückgenommen.',
  'Digit {0} of {1}: {2}.': 'Ziffer {0} von {1}: {2}.',
  'Undone.': 'Zurückgenommen.',
  'Redone.': 'Wiederholt.',
  'Canvas cleared.': 'Fläche geleert.',
  'Predictions cleared.': 'Liste geleert.',
  'A part of the page could not be loaded.': 'Ein Teil der Seite konnte nicht geladen werden.',
  'Reload the page': 'Seite neu laden',
  'less than a minute left': 'noch weniger als eine Minute',
  'about {0} minutes left': 'noch etwa {0} Minuten',
  'about {0} hours left': 'noch etwa {0} Stunden',
  'No connection.': 'Keine Verbindung.',
  'Keep drawing: it will be read once the service is back.':
    'Zeichne weiter: Es wird gelesen, sobald der Dienst wieder da ist.',
  'It is read on this device, and saved once there is a connection.':
    'Es wird auf diesem Gerät gelesen und gespeichert, sobald wieder eine Verbindung besteht.',
  'Still waiting for a response.': 'Noch keine Antwort.',
  'No response in time.': 'Keine rechtzeitige Antwort.',
  'The service is slow at the moment.': 'Der Dienst ist gerade langsam.',
  'Too many requests.': 'Zu viele Anfragen.',
  'The service asked for a pause.': 'Der Dienst bittet um eine Pause.',
  'No model is loaded.': 'Kein Modell ist geladen.',
  'The service is up but can’t read digits right now.':
    'Der Dienst läuft, kann aber gerade keine Ziffern lesen.',
  'The service failed.': 'Beim Dienst ist ein Fehler aufgetreten.',
  'This has nothing to do with your drawing.': 'Das liegt nicht an deiner Zeichnung.',
  'Not allowed.': 'Nicht erlaubt.',
  'The service did not accept this browser’s key.':
    'Der Dienst hat den Schlüssel dieses Browsers nicht angenommen.',
  'Not found.': 'Nicht gefunden.',
  'The service has no such record.': 'Der Dienst hat keinen solchen Eintrag.',
  'Nothing drawn yet.': 'Noch nichts gezeichnet.',
  'Draw a digit first, then press Predict.': 'Zeichne erst eine Ziffer, dann wähle Lesen.',
  'No digit found.': 'Keine Ziffer gefunden.',
  'Try a sharper picture with large digits and good contrast.':
    'Versuche ein schärferes Bild mit großen Ziffern und gutem Kontrast.',
  'Can’t be read.': 'Nicht lesbar.',
  'The service rejected the request.': 'Der Dienst hat die Anfrage abgelehnt.',
  'Try again in a moment.': 'Versuche es gleich noch einmal.',
  'No single part decides that it is a {0}.':
    'Kein einzelner Teil entscheidet, dass es eine {0} ist.',
  'The {0} counts against it.': 'Der Bereich {0} spricht dagegen.',
  'The {0} supports {1} most.': 'Der Bereich {0} spricht am meisten für die {1}.',
  'The {0} and the {1} support {2} most.':
    'Die Bereiche {0} und {1} sprechen am meisten für die {2}.',
  certain: 'ganz sicher',
  sure: 'sicher',
  'fairly sure': 'ziemlich sicher',
  unsure: 'unsicher',
  'Read {0}, {1} percent, {2}.': '{0} gelesen, {1} Prozent, {2}.',
  'Unsure of {0}.': 'Unsicher bei {0}.',
  'Read {0}.': '{0} gelesen.',
  'Read as a digit.': 'Als Ziffer gelesen.',
  'Digit {0} selected. Delete removes it.': 'Ziffer {0} gewählt. Entf entfernt sie.',
  'Marked as not a digit.': 'Als „keine Ziffer“ markiert.',
  'Split into two digits.': 'In zwei Ziffern geteilt.',
  'Merged with the next digit.': 'Mit der nächsten Ziffer verbunden.',
  'Drag a box around the digit.': 'Ziehe einen Rahmen um die Ziffer.',
  'Pen down.': 'Stift unten.',
  'Pen up.': 'Stift oben.',
  down: 'unten',
  up: 'oben',
  'Pen {0}, {1} percent from the left, {2} percent from the top.':
    'Stift {0}, {1} Prozent von links, {2} Prozent von oben.',
  'Delete all your data?': 'Alle deine Daten löschen?',
  'Delete everything': 'Alles löschen',
  'This deletes all your readings and labels from the service and the drawings from this browser. It can’t be undone. Models that have learned from your labels keep what they learned.':
    'Das löscht alle deine Erkennungen und Beschriftungen beim Dienst und die Zeichnungen in diesem Browser. Es kann nicht rückgängig gemacht werden. Modelle, die aus deinen Beschriftungen gelernt haben, behalten das Gelernte.',
  '{0} deleted …': '{0} gelöscht …',
  'Not everything was deleted.': 'Nicht alles wurde gelöscht.',
  'Use this key?': 'Diesen Schlüssel verwenden?',
  'Use it': 'Verwenden',
  'You then see and own the readings that were made with it. Save your current key first if you want to return to your current readings.':
    'Du siehst und besitzt dann die Erkennungen, die mit ihm entstanden sind. Speichere erst deinen aktuellen Schlüssel, wenn du zu deinen aktuellen Erkennungen zurückkehren willst.',
  'That file does not contain a Cirrus key.': 'Diese Datei enthält keinen Schlüssel von Cirrus.',
  'Not everything was imported.': 'Nicht alles wurde importiert.',
  'it is damaged': 'sie ist beschädigt',
  '“{0}” can’t be imported: {1}.': '„{0}“ kann nicht importiert werden: {1}.',
  'Nothing is labelled yet. Correct a reading, or teach a few digits.':
    'Noch nichts ist beschriftet. Korrigiere eine Erkennung oder zeichne unter „Trainieren“ ein paar Ziffern.',
  'Try again': 'Noch einmal',
  'Read on this device.': 'Auf diesem Gerät gelesen.',
  'The model on this device reads {0}.': 'Das Modell auf diesem Gerät liest {0}.',
  '{0} read on this device too, with the same result.':
    '{0} auch auf diesem Gerät gelesen, mit demselben Ergebnis.',
  '{0} read on this device too, {1} with another result.':
    '{0} auch auf diesem Gerät gelesen, {1} mit anderem Ergebnis.',
  'No label': 'Keine Beschriftung',
  'Trying again in {0} s.': 'Nächster Versuch in {0} s.',
  'Trying again …': 'Nächster Versuch …',
  Hide: 'Ausblenden',
  'Warm: supports it': 'Warm: dafür',
  'Loading …': 'Wird geladen …',
  'Nothing yet. Draw something, and it will be listed here.':
    'Noch nichts. Zeichne etwas, und es erscheint hier.',
  'No reading matches.': 'Keine Erkennung passt.',
  'Delete {0} selected': '{0} ausgewählte löschen',
  'Deleted.': 'Gelöscht.',
  '{0} readings deleted.': '{0} Erkennungen gelöscht.',
  'Restored.': 'Wiederhergestellt.',
  'Select the reading {0}': 'Erkennung {0} auswählen',
  'Delete the reading {0}': 'Erkennung {0} löschen',
  drawn: 'gezeichnet',
  picture: 'Bild',
  'Read {0}, {1} percent': '{0} gelesen, {1} Prozent',
  '{0}. Correct it': '{0}. Korrigieren',
  '{0}, labelled {1}. Change it': '{0}, beschriftet mit {1}. Ändern',
  '{0} labelled, {1} left': '{0} beschriftet, {1} übrig',
  'All digits of your history are labelled. Thank you.':
    'Alle Ziffern deines Verlaufs sind beschriftet. Danke.',
  'The model read {0}, {1} %. Which digit is it?':
    'Das Modell las {0}, {1} %. Welche Ziffer ist es?',
  'Labelled {0}.': 'Mit {0} beschriftet.',
  'The last one was deleted.': 'Die letzte wurde gelöscht.',
  'Write as you always do. It is saved after a second without a stroke, or at once with Predict (Enter).':
    'Schreibe wie immer. Gespeichert wird nach einer Sekunde ohne Strich oder sofort mit „Lesen“ (Eingabetaste).',
  'Not collected: this drawing was made earlier. Clear it first.':
    'Nicht gesammelt: Die Zeichnung ist älter. Leere erst die Fläche.',
  'That looks like {0} digits. Draw one.': 'Das sieht nach {0} Ziffern aus. Zeichne eine.',
  'Collected. The model read {0} correctly.': 'Gesammelt. Das Modell las die {0} richtig.',
  'Collected as {0}. The model read {1}, so this one helps most.':
    'Als {0} gesammelt. Das Modell las {1}, also hilft diese am meisten.',
  '{0} collected': '{0} gesammelt',
  '{0} days in a row': '{0} Tage in Folge',
  '{0} of {1} today': '{0} von {1} heute',
  'Goal reached: {0} today': 'Ziel erreicht: {0} heute',
  'correct on MNIST’s test images': 'richtig bei den Testbildern von MNIST',
  'correct on pen digits by unseen writers, anywhere on the canvas':
    'richtig bei Stiftziffern unbekannter Schreiber, überall auf der Fläche',
  'correct on the same digits, very small and large, thin and thick':
    'richtig bei denselben Ziffern, sehr klein und groß, dünn und dick',
  Shifted: 'Verschoben',
  Steady: 'Stabil',
  'The last two days’ drawings are like those of the two weeks before':
    'Die Zeichnungen der letzten zwei Tage gleichen denen der zwei Wochen davor',
  'Test set': 'Testmenge',
  Accuracy: 'Genauig\u00adkeit',
  Errors: 'Fehler',
  'Calibration error': 'Kalibrierungs\u00adfehler',
  '{0} of {1}': '{0} von {1}',
  'Calibration error: how far the confidence is from the share that is correct, on average. No model was trained on these sets.':
    'Kalibrierungsfehler: wie weit die Sicherheit im Mittel vom richtigen Anteil abweicht. Mit diesen Mengen wurde kein Modell trainiert.',
  'Confusions in': 'Verwechslungen in',
  'Confidence in': 'Sicherheit in',
  'Test set of the confidence': 'Testmenge der Sicherheit',
  '{0} confident, {1} correct: {2}': '{0} sicher, {1} richtig: {2}',
  confidence: 'Sicherheit',
  correct: 'richtig',
  'Each dot stands for the digits of one range of confidence, a larger one for more of them. On the line, the model is right as often as it says; below it, it is too confident.':
    'Jeder Punkt steht für die Ziffern eines Bereichs der Sicherheit, ein größerer für mehr. Auf der Linie hat das Modell so oft recht, wie es sagt; darunter ist es zu sicher.',
  'Rows: what was drawn. Columns: what the model read; “–” for not a digit.':
    'Zeilen: was gezeichnet war. Spalten: was das Modell las; „–“ für keine Ziffer.',
  'Confusions in {0}': 'Verwechslungen in {0}',
  'The most confident mistakes. Below each image: the label on the left, the prediction on the right.':
    'Die Fehler, bei denen das Modell am sichersten war. Unter jedem Bild: links die Beschriftung, rechts die Erkennung.',
  'Loss while training, down to {0} after {1} images.':
    'Verlust beim Training, gesunken auf {0} nach {1} Bildern.',
  '{0} to {1}': '{0} bis {1}',
  'Digits read each day, {0}: up to {1}.': 'Gelesene Ziffern je Tag, {0}: bis zu {1}.',
  'Share that the model was unsure of: up to {0}.':
    'Anteil, bei dem das Modell unsicher war: bis zu {0}.',
  'Share that users corrected: up to {0}.': 'Anteil, den Benutzer korrigierten: bis zu {0}.',
  '{0} · {1} on MNIST': '{0} · {1} von MNIST',
  'Model card of {0}': 'Modell {0}: seine Karte',
  'Version {0} reads your digits.': 'Version {0} liest deine Ziffern.',
  'None yet. A run trains a model with all labelled digits; the gate promotes it unless it is worse than the current one.':
    'Noch keiner. Ein Lauf trainiert ein Modell mit allen beschrifteten Ziffern; die Prüfung übernimmt es, sofern es nicht schlechter als das aktuelle ist.',
  'Start a training run?': 'Einen Trainingslauf starten?',
  'Start the run': 'Lauf starten',
  'It continues from the model that serves now and learns from the labelled digits of all users: the last 20,000, at most 2,000 of one user. It takes minutes, or hours if the model has to be trained from the start, and uses the processors of the machine that trains.':
    'Er geht vom aktuellen Modell aus und lernt aus den beschrifteten Ziffern aller Benutzer: den letzten 20.000, höchstens 2.000 pro Person. Er dauert Minuten, oder Stunden, wenn das Modell von Anfang an trainiert werden muss, und nutzt die Prozessoren des trainierenden Rechners.',
  'The gate then measures the candidate. It replaces the current model unless it is clearly less accurate, worse calibrated or slower.':
    'Die Prüfung bewertet dann den Kandidaten. Er ersetzt das aktuelle Modell, sofern er nicht deutlich ungenauer, schlechter kalibriert oder langsamer ist.',
  'Wait for my decision after the gate': 'Nach der Prüfung auf meine Entscheidung warten',
  'The run is queued.': 'Der Lauf ist in der Warteschlange.',
  'A run is under way.': 'Ein Lauf ist im Gange.',
  'Promote the candidate?': 'Den Kandidaten übernehmen?',
  Promote: 'Übernehmen',
  'Model {0} then reads the digits of all users within a minute. You can roll back.':
    'Modell {0} liest dann binnen einer Minute die Ziffern aller Benutzer. Du kannst zurückwechseln.',
  'Model {0} was promoted.': 'Modell {0} wurde übernommen.',
  'Roll back the model?': 'Zum vorigen Modell zurückwechseln?',
  'The model that the current one replaced then reads the digits of all users within a minute.':
    'Das Modell, das vom aktuellen ersetzt wurde, liest dann binnen einer Minute die Ziffern aller Benutzer.',
  'Model {0} serves again.': 'Modell {0} ist wieder in Betrieb.',
  'The picture could not be cropped. Try a smaller one.':
    'Das Bild konnte nicht zugeschnitten werden. Versuche ein kleineres.',
  'That picture is larger than 25 MB. Try a smaller one.':
    'Das Bild ist größer als 25 MB. Versuche ein kleineres.',
  'That file is not an image, or it is damaged. Try a PNG or a JPEG.':
    'Die Datei ist kein Bild oder beschädigt. Versuche PNG oder JPEG.',
  'The picture was read, but this browser can’t keep it after a reload.':
    'Das Bild wurde gelesen, aber dieser Browser kann es nach dem Neuladen nicht behalten.',
  'The example could not be loaded. Try again in a moment.':
    'Das Beispiel konnte nicht geladen werden. Versuche es gleich noch einmal.',
  'Reading …': 'Wird gelesen …',
  'Draw a digit': 'Zeichne eine Ziffer',
  'Not a digit. Is it one? Tap it.': 'Keine Ziffer. Doch eine? Tippe sie an.',
  'No digit found yet': 'Noch keine Ziffer gefunden',
  'Confirmed by you': 'Von dir bestätigt',
  'Corrected by you from {0} to {1}': 'Von dir von {0} zu {1} korrigiert',
  'or {0}: {1}': 'oder {0}: {1}',
  ', labelled': ', beschriftet',
  'Digit {0}: {1}': 'Ziffer {0}: {1}',
  'Only the first {0} digits were read.': 'Nur die ersten {0} Ziffern wurden gelesen.',
  'Saved.': 'Gespeichert.',
  'Thank you.': 'Danke.',
  'Space clears, Enter predicts.': 'Leertaste leert, Eingabetaste liest.',
  'Wrong? Choose the right digit.': 'Falsch? Wähle die richtige Ziffer.',
  'The next model learns from it.': 'Das nächste Modell lernt daraus.',
  'Pen colour': 'Stiftfarbe',
  'Paper colour': 'Papierfarbe',
  'Pen and paper have so little contrast that the digits may not be found.':
    'Stift und Papier haben so wenig Kontrast, dass Ziffern vielleicht nicht gefunden werden.',
  '{0}, picker': '{0}, Auswahl',
  Default: 'Standard',
  '{0}: use the default': '{0}: Standard verwenden',
  'Link copied. It replays your drawing stroke by stroke.':
    'Link kopiert. Er spielt deine Zeichnung Strich für Strich ab.',
  'The link is in the address bar.': 'Der Link steht in der Adresszeile.',
  'That link contains no drawing that can be read.': 'Dieser Link enthält keine lesbare Zeichnung.',
  'Colours follow the system': 'Farben folgen dem System',
  'Light colours': 'Helle Farben',
  'Dark colours': 'Dunkle Farben',
  manually: 'von Hand',
  'on schedule': 'nach Zeitplan',
  'by corrections': 'durch Korrekturen',
  queued: 'wartet',
  running: 'läuft',
  measuring: 'wird geprüft',
  promoted: 'übernommen',
  refused: 'abgelehnt',
  failed: 'fehlgeschlagen',
  'End of the log': 'Ende des Protokolls',
  waits: 'zu entscheiden',
  'started {0}': '{0} gestartet',
  '{0} labelled digits': '{0} beschriftete Ziffern',
  'from {0}': 'aus {0}',
  'made {0}': 'ergab {0}',
  Progress: 'Fortschritt',
  'Waiting for the job to start.': 'Wartet auf den Start des Auftrags.',
  'Training.': 'Training läuft.',
  'The gate measures the candidate.': 'Der Kandidat wird geprüft.',
  'The training data lacks {0}, so the gate could not measure everything. ./cirrus up and ./cirrus deploy take a folder with all of it as --training-data DIR.':
    'Den Trainingsdaten fehlt {0}, daher konnte nicht alles geprüft werden. ./cirrus up und ./cirrus deploy nehmen einen Ordner mit allen Daten als --training-data DIR.',
  'The gate found nothing against the candidate, which now waits for your decision.':
    'Die Prüfung hat nichts gegen den Kandidaten gefunden; er wartet auf deine Entscheidung.',
  'It is never used unless you promote it.': 'Er wird erst verwendet, wenn du ihn übernimmst.',
  'The gate’s figures': 'Die Werte der Prüfung',
  Set: 'Menge',
  Candidate: 'Kandidat',
  Current: 'Aktuell',
  'On {0} of {1} recorded digits the candidate agrees with the current model.':
    'Bei {0} von {1} gespeicherten Ziffern stimmt der Kandidat mit dem aktuellen Modell überein.',
  'top left': 'oben links',
  'top centre': 'oben Mitte',
  'top right': 'oben rechts',
  'middle left': 'Mitte links',
  'middle right': 'Mitte rechts',
  'bottom left': 'unten links',
  'bottom centre': 'unten Mitte',
  'bottom right': 'unten rechts',
  centre: 'Mitte',
  'Cirrus · handwritten digit recognition': 'Cirrus · Erkennung handgeschriebener Ziffern',
  'Readings are listed here': 'Hier erscheinen deine Erkennungen',
  '1 digit': '1 Ziffer',
  '{0} digits': '{0} Ziffern',
  '1 reading': '1 Erkennung',
  '{0} readings': '{0} Erkennungen',
  '1 labelled digit': '1 beschriftete Ziffer',
  Red: 'Rot',
  Green: 'Grün',
  Blue: 'Blau',
  'Training: {0} %, {1}.': 'Training: {0} %, {1}.',
  'The service responded with status {0}.': 'Der Dienst antwortete mit dem Status {0}.',
  'row {0} is not a label from 0 to 9 with 784 values from 0 to 255':
    'Zeile {0} ist keine Beschriftung von 0 bis 9 mit 784 Werten von 0 bis 255',
  'Loading the network …': 'Das Netz wird geladen …',
  'The network that reads at the moment cannot be shown on this device. Reading works as usual.':
    'Das Netz, das gerade liest, kann auf diesem Gerät nicht gezeigt werden. Das Lesen funktioniert wie gewohnt.',
  'Draw, and see what each layer finds. Point at anything to see which part of the drawing drives it.':
    'Zeichne und sieh, was jede Schicht findet. Zeige auf etwas, um zu sehen, welcher Teil der Zeichnung es antreibt.',
  'Draw a digit to send it through the network.':
    'Zeichne eine Ziffer, um sie durch das Netz zu schicken.',
  'Step by step': 'Schritt für Schritt',
  'Show everything': 'Alles zeigen',
  Next: 'Weiter',
  'Full screen': 'Vollbild',
  'Leave full screen': 'Vollbild verlassen',
  Print: 'Drucken',
  'The picture': 'Das Bild',
  'The drawing is centred and made smaller until it is 28 × 28 dots. Each dot is a number: 0 is paper, 1 is full ink. These 784 numbers are all that the network gets.':
    'Die Zeichnung wird zentriert und verkleinert, bis sie 28 × 28 Punkte hat. Jeder Punkt ist eine Zahl: 0 ist Papier, 1 ist volle Tinte. Diese 784 Zahlen sind alles, was das Netz bekommt.',
  'Layer {0}': 'Schicht {0}',
  '{0} maps of {1} × {2}': '{0} Karten zu {1} × {2}',
  '{0} small filters slide over the picture. Each compares 3 × 3 dots with its own pattern and lights up where it fits: at an upper edge, say, or at a slope.':
    '{0} kleine Filter gleiten über das Bild. Jeder vergleicht 3 × 3 Punkte mit seinem eigenen Muster und leuchtet auf, wo es passt: etwa an einer oberen Kante oder an einer Schräge.',
  'The filters of this layer look for patterns in all maps of the previous layer. Each unit depends on {0} × {1} dots of the picture.':
    'Die Filter dieser Schicht suchen Muster in allen Karten der vorigen Schicht. Jede Einheit hängt von {0} × {1} Punkten des Bildes ab.',
  'The filters of this layer look for patterns in all maps of the previous layer. Each unit can depend on the whole picture now.':
    'Die Filter dieser Schicht suchen Muster in allen Karten der vorigen Schicht. Jede Einheit kann jetzt vom ganzen Bild abhängen.',
  'They look at every second position only, so the maps are half as wide.':
    'Sie nehmen nur jede zweite Stelle, daher sind die Karten halb so breit.',
  'What layer {0} found is added to it, so that nothing gets lost on the way.':
    'Was Schicht {0} gefunden hat, wird addiert, damit unterwegs nichts verloren geht.',
  'The answer': 'Die Antwort',
  'Each map of the last layer becomes one number, its mean. Every digit has its own weights for these {0} numbers; the weighted sum is its score. The scores become probabilities, which add up to 100 %.':
    'Jede Karte der letzten Schicht wird zu einer Zahl, ihrem Mittelwert. Jede Ziffer hat eigene Gewichte für diese {0} Zahlen; die gewichtete Summe ist ihre Punktzahl. Die Punktzahlen werden zu Wahrscheinlichkeiten, die zusammen 100 % ergeben.',
  none: 'keine',
  'not a digit': 'keine Ziffer',
  'Layer {0}, map {1}': 'Schicht {0}, Karte {1}',
  'At this position it is at {0} of this layer’s maximum.':
    'An dieser Stelle erreicht sie {0} des Höchstwerts dieser Schicht.',
  'Its strongest position is at {0} of this layer’s maximum.':
    'Ihre stärkste Stelle erreicht {0} des Höchstwerts dieser Schicht.',
  'It is silent: nothing in the drawing fits its pattern.':
    'Sie bleibt dunkel: Nichts in der Zeichnung passt zu ihrem Muster.',
  'It is silent at this position.': 'An dieser Stelle bleibt sie dunkel.',
  'Orange ink drives it, blue ink works against it.':
    'Orange Tinte treibt sie an, blaue wirkt ihr entgegen.',
  'The frame is all that it can see.': 'Mehr als den Rahmen sieht sie nicht.',
  'Orange ink counts towards {0}, blue ink against it.': 'Orange Tinte spricht für {0}, blaue dagegen.',
  'Point at a map, a dot in it, or a digit of the answer. With the keyboard: arrow keys, and Enter to switch a map off.':
    'Zeige auf eine Karte, einen Punkt darin oder eine Ziffer der Antwort. Mit der Tastatur: Pfeiltasten, und die Eingabetaste schaltet eine Karte aus.',
  'Switch this map off': 'Diese Karte ausschalten',
  'Switch it on again': 'Wieder einschalten',
  'Break it': 'Störe es',
  'How much can you disturb it before the answer changes?':
    'Wie stark kannst du es stören, bis sich die Antwort ändert?',
  Noise: 'Rauschen',
  'Move sideways': 'Seitlich schieben',
  'Move up or down': 'Nach oben oder unten',
  Turn: 'Drehen',
  'Switch off the strongest map of the last layer':
    'Die stärkste Karte der letzten Schicht ausschalten',
  'Repair everything': 'Alles reparieren',
  '1 map is off': '1 Karte ist aus',
  '{0} maps are off': '{0} Karten sind aus',
  'It still reads {0} ({1}).': 'Es liest immer noch {0} ({1}).',
  'Now it reads {0} ({1}) instead of {2}.': 'Jetzt liest es {0} ({1}) statt {2}.',
  'It reads {0} ({1}).': 'Es liest {0} ({1}).',
  'Feature maps of layer {0}, {1} of them. Arrow keys select one, Enter switches it off or on.':
    'Merkmalskarten der Schicht {0}, insgesamt {1}. Pfeiltasten wählen eine, die Eingabetaste schaltet sie aus oder ein.',
  'Without the marked part at the {0}, it would be a {1}.':
    'Ohne den markierten Teil ({0}) wäre es eine {1}.',
  'It stays a {0}, whichever part is covered.':
    'Es bleibt eine {0}, welcher Teil auch verdeckt wird.',
  'The body is larger than 5 MB: send a smaller picture.':
    'Das Bild ist größer als 5 MB: Sende ein kleineres.',
  'The {0} is broken or cut short: save or send it again.':
    'Das {0} ist beschädigt oder abgeschnitten: Speichere oder sende es noch einmal.',
  "The {0}'s colour space is not supported: save it as RGB.":
    'Der Farbraum des {0} wird nicht unterstützt: Speichere es als RGB.',
  'The JPEG has {0} scans, too many for its size: save it as baseline, or smaller.':
    'Das JPEG hat {0} Durchläufe, zu viele für seine Größe: Speichere es als Baseline oder kleiner.',
  'The JPEG has more than {0} scans: save it again, as baseline or progressive.':
    'Das JPEG hat mehr als {0} Durchläufe: Speichere es neu, als Baseline oder progressiv.',
  'The picture has more than 40 million pixels: make it smaller.':
    'Das Bild hat mehr als 40 Millionen Pixel: Verkleinere es.',
  'The picture has too many shapes to be a sheet of digits: crop it to the digits, or photograph them on plain paper.':
    'Das Bild hat zu viele Formen für ein Blatt mit Ziffern: Schneide es auf die Ziffern zu oder fotografiere sie auf leerem Papier.',
  'The picture holds more than 64 digits: cut it into pieces.':
    'Das Bild enthält mehr als 64 Ziffern: Zerteile es.',
  'The ledger does not answer: try again in a moment.':
    'Der Speicher antwortet nicht: Versuche es gleich noch einmal.',
  'There is not enough memory for this request right now: try again in a moment.':
    'Für diese Anfrage reicht der Speicher gerade nicht: Versuche es gleich noch einmal.',
  'A service that this request needs does not answer. The next request continues a run that was started: try again in some minutes.':
    'Ein Dienst, den diese Anfrage braucht, antwortet nicht. Die nächste Anfrage setzt einen begonnenen Lauf fort: Versuche es in einigen Minuten wieder.',
  'The run has no candidate that passed the gate and awaits promotion.':
    'Der Lauf hat keinen Kandidaten, der die Prüfung bestanden hat und auf die Übernahme wartet.',
  'The current model is not the one that the candidate was measured against: start a new run.':
    'Das aktuelle Modell ist nicht das, mit dem der Kandidat verglichen wurde: Starte einen neuen Lauf.',
  'Another request changed the model at the same time: try again.':
    'Eine andere Anfrage hat zugleich das Modell geändert: Versuche es noch einmal.',
  'The stored model {0} is unusable: {1}.': 'Das gespeicherte Modell {0} ist unbrauchbar: {1}.',
  'The shipped model serves; there is none before it.':
    'Das mitgelieferte Modell ist in Betrieb; davor gibt es keines.',
  'No run promoted the current model, so it is not known which one served before it.':
    'Kein Lauf hat das aktuelle Modell übernommen, daher ist unbekannt, welches davor in Betrieb war.',
  'It has the version of the current model.': 'Er hat die Version des aktuellen Modells.',
  'The held-out set {0} is not a pinned one: its SHA-256 is {1}.':
    'Die zurückgehaltene Testmenge {0} ist keine der festgelegten: Ihr SHA-256 ist {1}.',
  'It takes {0} times as long as the current model; the limit is {1}.':
    'Er braucht {0}-mal so lang wie das aktuelle Modell; die Grenze ist {1}.',
  '{0} of its {1} classifications of {2} contain NaN or an infinite value.':
    '{0} seiner {1} Klassifikationen von {2} enthalten NaN oder einen unendlichen Wert.',
  "Its expected calibration error on {0} is {1}; the current model's is {2}.":
    'Sein erwarteter Kalibrierungsfehler auf {0} ist {1}; der des aktuellen Modells ist {2}.',
  "Its accuracy on {0} is {1} %; the current model's is {2} %.":
    'Seine Genauigkeit auf {0} ist {1} %; die des aktuellen Modells ist {2} %.',
  "Its accuracy on {0} is {1} %; the shipped model's is {2} %.":
    'Seine Genauigkeit auf {0} ist {1} %; die des mitgelieferten Modells ist {2} %.',
  "Its accuracy on the {0}s of {1} is {2} %; the current model's is {3} %.":
    'Seine Genauigkeit bei der {0} von {1} ist {2} %; die des aktuellen Modells ist {3} %.',
  "Its accuracy on the {0}s of {1} is {2} %; the shipped model's is {3} %.":
    'Seine Genauigkeit bei der {0} von {1} ist {2} %; die des mitgelieferten Modells ist {3} %.',
  'It expects pixels from 0 to 255 instead of 0 to 1.':
    'Er erwartet Pixel von 0 bis 255 statt von 0 bis 1.',
  'It expects dark ink on bright paper instead of bright ink.':
    'Er erwartet dunkle Tinte auf hellem Papier statt heller Tinte.',
  'The current model changed while the candidate was measured against it.':
    'Das aktuelle Modell wurde ausgetauscht, während der Kandidat mit ihm verglichen wurde.',
  'The job succeeded but left no card.json or no evaluation.gz: see its log.':
    'Der Auftrag gelang, hinterließ aber kein card.json oder kein evaluation.gz: siehe sein Protokoll.',
  'The digit mix shifted by {0} %.': 'Die Verteilung der Ziffern hat sich um {0} % verschoben.',
  'The model is unsure of {0} % of the digits, up from {1} %.':
    'Das Modell ist bei {0} % der Ziffern unsicher, zuvor waren es {1} %.',
  'Owners correct {0} % of the digits, up from {1} %.':
    'Benutzer korrigieren {0} % der Ziffern, zuvor waren es {1} %.',
  'Imported: {0} of {1} digits.': 'Importiert: {0} von {1} Ziffern.',
  'Labelled digits imported: {0}. They are listed in a moment.':
    'Beschriftete Ziffern importiert: {0}. Sie erscheinen gleich.',
  'All your data is deleted: {0}.': 'Alle deine Daten sind gelöscht: {0}.',
  'Labelled digits: {0}. The candidate reads {1} of them as labelled, the current model {2}.':
    'Beschriftete Ziffern: {0}. Der Kandidat liest {1} davon wie beschriftet, das aktuelle Modell {2}.',
  'Too few readings to tell whether drawings have changed: {0} in the last two days and {1} in the two weeks before; each needs {2}':
    'Zu wenige Erkennungen, um zu sagen, ob sich die Zeichnungen verändert haben: {0} in den letzten zwei Tagen und {1} in den zwei Wochen davor, nötig sind je {2}',
  'Left edge, move with the arrow keys': 'Linke Kante, mit den Pfeiltasten bewegen',
  'Right edge, move with the arrow keys': 'Rechte Kante, mit den Pfeiltasten bewegen',
  'Top edge, move with the arrow keys': 'Obere Kante, mit den Pfeiltasten bewegen',
  'Bottom edge, move with the arrow keys': 'Untere Kante, mit den Pfeiltasten bewegen',
  'The picture; when it is enlarged, the arrow keys move it': 'Das Bild; ist es vergrößert, bewegen es die Pfeiltasten',
  'Zoom in': 'Vergrößern',
  'Zoom out': 'Verkleinern',
  'Model {0} learned from one of your labels.': 'Modell {0} hat aus einer deiner Beschriftungen gelernt.',
  '{0} of your labels helped to train model {1}.': 'Aus {0} deiner Beschriftungen hat Modell {1} gelernt.',
  'The digit that had been misread is now read as you labelled it.':
    'Die Ziffer, die falsch gelesen worden war, wird jetzt wie beschriftet gelesen.',
  'The digit that had been misread is still misread.':
    'Die Ziffer, die falsch gelesen worden war, wird noch immer falsch gelesen.',
  'Of the {0} digits that had been misread, it reads {1} as you labelled them.':
    'Von den {0} Ziffern, die falsch gelesen worden waren, liest es {1} wie beschriftet.',
  'Of those that had been read correctly, it misreads {0}.':
    'Von denen, die richtig gelesen worden waren, liest es {0} falsch.',
  'Most similar of 300 training digits (MNIST, CC BY-SA 3.0)': 'Ähnlichste von 300 Trainingsziffern (MNIST, CC BY-SA 3.0)',
  'cancelled': 'abgebrochen',
  'Cancel the run': 'Lauf abbrechen',
  'Refuse': 'Ablehnen',
  'Refuse the candidate?': 'Den Kandidaten ablehnen?',
  'Model {0} can then no longer be promoted.': 'Modell {0} kann danach nicht mehr übernommen werden.',
  'Cancel the run?': 'Den Lauf abbrechen?',
  'What it has learned is lost. The next run learns from the same labelled digits.':
    'Was er gelernt hat, geht verloren. Der nächste Lauf lernt aus denselben beschrifteten Ziffern.',
  'The candidate was refused.': 'Der Kandidat wurde abgelehnt.',
  'The run was cancelled.': 'Der Lauf wurde abgebrochen.',
  'An administrator refused the candidate.': 'Ein Administrator hat den Kandidaten abgelehnt.',
  'The candidate is being promoted: roll back afterwards.':
    'Der Kandidat wird gerade übernommen: Wechsle danach zurück.',
  'The run is being started: try again in a moment.':
    'Der Lauf wird gerade gestartet: Versuche es gleich noch einmal.',
  'The run has changed at the same time: try again.':
    'Der Lauf hat sich gleichzeitig verändert: Versuche es noch einmal.',
  'The run has ended.': 'Der Lauf ist beendet.',
};

export default translations;
