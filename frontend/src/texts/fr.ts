import type { Translations } from './translation';

/** The texts of the page in French. */
const translations: Translations = {
  'Skip to the canvas': 'Aller à la zone de dessin',
  Cirrus: 'Cirrus',
  Views: 'Vues',
  Draw: 'Dessiner',
  Teach: 'Entraîner',
  Inside: 'Intérieur',
  'Inside the network': 'Dans le réseau',
  History: 'Historique',
  Model: 'Modèle',
  'Colour scheme': 'Thème de couleurs',
  'Help and keys': 'Aide et touches',
  'Draw and read': 'Dessiner et lire',
  'Draw digits, and Cirrus reads them': 'Dessinez des chiffres, Cirrus les lit',
  'Draw a': 'Dessinez un',
  'Drawn so far of each digit': 'Dessinés jusqu’ici, par chiffre',
  'Undo last': 'Annuler le dernier',
  Skip: 'Passer',
  'Label my history': 'Étiqueter mon historique',
  'Drawing canvas': 'Zone de dessin',
  'Draw with a pointer or the keyboard: the arrow keys move the pen, P lowers and lifts it, Space clears the canvas, Enter predicts, 0 to 9 correct the selected digit, L announces the position of the pen.':
    'Dessinez avec le pointeur ou le clavier : les flèches déplacent le stylo, P l’abaisse et le lève, Espace efface la zone, Entrée lance la lecture, 0 à 9 corrigent le chiffre choisi, L annonce la position du stylo.',
  'Selected digit': 'Chiffre choisi',
  'Not a digit (Delete)': 'Pas un chiffre (Suppr)',
  'Not a digit': 'Pas un chiffre',
  Split: 'Séparer',
  'Merge with the next digit': 'Fusionner avec le chiffre suivant',
  Merge: 'Fusionner',
  'Add a box': 'Ajouter un cadre',
  Add: 'Ajouter',
  'Draw a digit, or several': 'Dessinez un chiffre, ou plusieurs',
  'Try now': 'Réessayer maintenant',
  'Drawing tools': 'Outils de dessin',
  Undo: 'Annuler',
  'Undo (Ctrl Z)': 'Annuler (Ctrl Z)',
  Redo: 'Rétablir',
  'Redo (Ctrl Shift Z)': 'Rétablir (Ctrl Maj Z)',
  'Pen and paper': 'Stylo et papier',
  Eraser: 'Gomme',
  'Eraser (E)': 'Gomme (E)',
  'Read a picture': 'Lire une image',
  'Read a picture: choose, drop or paste one': 'Lire une image : choisir, déposer ou coller',
  'Share or save': 'Partager ou enregistrer',
  'Clear canvas (Space)': 'Effacer (Espace)',
  Clear: 'Effacer',
  canvas: 'la zone',
  'Predict (Enter)': 'Lire (Entrée)',
  Predict: 'Lire',
  Reading: 'Lecture',
  'The network’s input, 28 by 28 pixels': 'L’entrée du réseau, 28 sur 28 pixels',
  'What it sees': 'Ce qu’il voit',
  'Why?': 'Pourquoi ?',
  'Probability of each digit; activate the right one to correct the reading':
    'Probabilité de chaque chiffre ; choisissez le bon pour corriger la lecture',
  Recent: 'Récentes',
  predictions: 'les lectures',
  'Clear predictions': 'Effacer les lectures',
  'All readings of this browser, newest first. Click a digit to label it; the next model learns from labels.':
    'Toutes les lectures de ce navigateur, les plus récentes d’abord. Cliquez sur un chiffre pour l’étiqueter ; le prochain modèle apprendra de ces étiquettes.',
  'Download the labelled digits': 'Télécharger les chiffres étiquetés',
  'Labelled digits': 'Chiffres étiquetés',
  CSV: 'CSV',
  'JSON lines': 'Lignes JSON',
  PNGs: 'PNG',
  Import: 'Importer',
  'Label one by one': 'Étiqueter un par un',
  'Filter and selection': 'Filtre et sélection',
  Show: 'Afficher',
  'all readings': 'toutes les lectures',
  'with unlabelled digits': 'avec des chiffres non étiquetés',
  'with labels': 'avec étiquettes',
  'that were wrong': 'qui étaient fausses',
  'that were unsure': 'qui étaient incertaines',
  'with the digits': 'avec les chiffres',
  'Select all': 'Tout sélectionner',
  'Delete selected': 'Supprimer la sélection',
  'Show more': 'Afficher plus',
  'Your data': 'Vos données',
  'There is no account: a key in this browser owns your readings. Save it to see them on another device, or to keep them when this browser forgets it. Whoever has the key can read and delete them.':
    'Il n’y a pas de compte : vos lectures sont liées à une clé conservée dans ce navigateur. Enregistrez-la pour les voir sur un autre appareil, ou pour les garder si ce navigateur l’oublie. Quiconque a la clé peut les lire et les supprimer.',
  'Save the key': 'Enregistrer la clé',
  'Use a saved key': 'Utiliser une clé enregistrée',
  'Delete all my data': 'Supprimer toutes mes données',
  'The complete card': 'La fiche complète',
  'Training runs': 'Entraînements',
  'Roll back': 'Revenir en arrière',
  'Start a run': 'Lancer un entraînement',
  'Runs on your machine or on AWS Lambda. Your drawings stay yours: no account, no tracking.':
    'Fonctionne sur votre machine ou sur AWS Lambda. Vos dessins restent à vous : ni compte, ni pistage.',
  Source: 'Code source',
  API: 'API',
  'Drop the picture to read it': 'Déposez l’image pour la lire',
  'Choose the right digit': 'Choisissez le bon chiffre',
  Close: 'Fermer',
  Width: 'Largeur',
  'Dotted strokes': 'Traits pointillés',
  'Pen pressure': 'Pression du stylo',
  Page: 'Page',
  Language: 'Langue',
  'As in the browser': 'Celle du navigateur',
  'Boxes around digits': 'Cadres autour des chiffres',
  'Single-key shortcuts': 'Raccourcis à une touche',
  'Save my readings in the history': 'Enregistrer mes lectures dans l’historique',
  'Choose a picture, drop one on the page, or paste it. The service reads it, and stores only the digits that it finds.':
    'Choisissez une image, déposez-la sur la page ou collez-la. Le service la lit et ne conserve que les chiffres qu’il trouve.',
  'Choose a file': 'Choisir un fichier',
  'Take a photo': 'Prendre une photo',
  'Try an example': 'Essayer un exemple',
  'A picture to read': 'Une image à lire',
  'A photo to read': 'Une photo à lire',
  'Preview of the picture': 'Aperçu de l’image',
  'Crop: top left corner, move with the arrow keys':
    'Recadrage : coin supérieur gauche, déplacer avec les flèches',
  'Crop: top right corner, move with the arrow keys':
    'Recadrage : coin supérieur droit, déplacer avec les flèches',
  'Crop: bottom left corner, move with the arrow keys':
    'Recadrage : coin inférieur gauche, déplacer avec les flèches',
  'Crop: bottom right corner, move with the arrow keys':
    'Recadrage : coin inférieur droit, déplacer avec les flèches',
  'Drag the corners so that only the digits remain.':
    'Déplacez les coins pour ne garder que les chiffres.',
  'Rotate left': 'Tourner à gauche',
  'Rotate right': 'Tourner à droite',
  'Whole picture': 'Image entière',
  Read: 'Lire',
  'Copy a link that replays the drawing': 'Copier un lien qui rejoue le dessin',
  'The link and the SVG contain your strokes, but not the picture under them.':
    'Le lien et le SVG contiennent vos traits, mais pas l’image en dessous.',
  'Save as PNG': 'Enregistrer en PNG',
  'Save as SVG': 'Enregistrer en SVG',
  'Label your history': 'Étiquetez votre historique',
  'The digit, 28 by 28 pixels': 'Le chiffre, 28 sur 28 pixels',
  'Its label': 'Son étiquette',
  Back: 'Retour',
  'Keys: 0 to 9 label it, → skips it, Backspace goes back. The digits whose labels help the model most come first: those of which it is unsure, then those least like the ones already labelled.':
    'Touches : 0 à 9 étiquettent, → passe, Retour arrière revient. Les chiffres dont les étiquettes aident le plus le modèle viennent d’abord : ceux dont il n’est pas sûr, puis ceux qui ressemblent le moins aux chiffres déjà étiquetés.',
  Cancel: 'Annuler',
  'Tap a digit to select it: then you can mark it as not a digit, split it, merge it with the next one, or add a box that was missed.':
    'Touchez un chiffre pour le choisir : vous pouvez alors indiquer que ce n’en est pas un, le séparer, le fusionner avec le suivant ou ajouter un cadre manquant.',
  'Draw one digit or several, anywhere and at any size. The reading is updated while you draw; after a second without a stroke it is saved in your history.':
    'Dessinez un chiffre ou plusieurs, n’importe où et de toute taille. La lecture suit votre dessin ; après une seconde sans trait, elle est enregistrée dans l’historique.',
  Space: 'Espace',
  'Clear the canvas': 'Effacer la zone',
  Enter: 'Entrée',
  'Predict, and save the reading': 'Lire et enregistrer la lecture',
  'Correct the selected digit': 'Corriger le chiffre choisi',
  Delete: 'Suppr',
  'Mark the selected digit as not a digit': 'Indiquer que ce n’est pas un chiffre',
  'Select the previous or next digit': 'Choisir le chiffre précédent ou suivant',
  Ctrl: 'Ctrl',
  'Undo; with': 'Annuler ; avec',
  Shift: 'Maj',
  redo: 'rétablir',
  'Read a picture from the clipboard': 'Lire une image du presse-papiers',
  'Eraser on and off': 'Activer ou désactiver la gomme',
  'Explain the reading': 'Expliquer la lecture',
  'This help': 'Cette aide',
  'Drawing by keyboard': 'Dessiner au clavier',
  'Lower or lift the pen, while the canvas has the focus':
    'Abaisser ou lever le stylo, quand la zone a le focus',
  'Move the pen; in larger steps with': 'Déplacer le stylo ; par pas plus grands avec',
  'Announce the position of the pen': 'Annoncer la position du stylo',
  'The correction was not saved: {0}': 'La correction n’a pas été enregistrée : {0}',
  'Eraser.': 'Gomme.',
  'Pen.': 'Stylo.',
  'Corrected to {0}.': 'Corrigé en {0}.',
  'Label withdrawn.': 'Étiquette retirée.',
  'Digit {0} of {1}: {2}.': 'Chiffre {0} sur {1} : {2}.',
  'Undone.': 'Annulé.',
  'Redone.': 'Rétabli.',
  'Canvas cleared.': 'Zone effacée.',
  'Predictions cleared.': 'Lectures effacées.',
  'A part of the page could not be loaded.': 'Une partie de la page n’a pas pu être chargée.',
  'Reload the page': 'Recharger la page',
  'less than a minute left': 'moins d’une minute restante',
  'about {0} minutes left': 'environ {0} minutes restantes',
  'about {0} hours left': 'environ {0} heures restantes',
  'No connection.': 'Pas de connexion.',
  'Keep drawing: it will be read once the service is back.':
    'Continuez à dessiner : ce sera lu dès que le service sera de retour.',
  'It is read on this device, and saved once there is a connection.':
    'La lecture se fait sur cet appareil ; elle sera enregistrée au retour de la connexion.',
  'Still waiting for a response.': 'Toujours pas de réponse.',
  'No response in time.': 'Pas de réponse à temps.',
  'The service is slow at the moment.': 'Le service est lent en ce moment.',
  'Too many requests.': 'Trop de requêtes.',
  'The service asked for a pause.': 'Le service demande une pause.',
  'No model is loaded.': 'Aucun modèle n’est chargé.',
  'The service is up but can’t read digits right now.':
    'Le service fonctionne, mais ne peut pas lire de chiffres pour l’instant.',
  'The service failed.': 'Le service a rencontré une erreur.',
  'This has nothing to do with your drawing.': 'Cela ne vient pas de votre dessin.',
  'Not allowed.': 'Non autorisé.',
  'The service did not accept this browser’s key.':
    'Le service n’a pas accepté la clé de ce navigateur.',
  'Not found.': 'Introuvable.',
  'The service has no such record.': 'Le service n’a pas cet enregistrement.',
  'Nothing drawn yet.': 'Rien de dessiné.',
  'Draw a digit first, then press Predict.': 'Dessinez d’abord un chiffre, puis appuyez sur Lire.',
  'No digit found.': 'Aucun chiffre trouvé.',
  'Try a sharper picture with large digits and good contrast.':
    'Essayez une image plus nette, avec de grands chiffres bien contrastés.',
  'Can’t be read.': 'Illisible.',
  'The service rejected the request.': 'Le service a refusé la requête.',
  'Try again in a moment.': 'Réessayez dans un instant.',
  'No single part decides that it is a {0}.':
    'Aucune partie ne décide à elle seule que c’est un {0}.',
  'The {0} counts against it.': 'La partie {0} joue contre.',
  'The {0} supports {1} most.': 'La partie {0} plaide le plus pour le {1}.',
  'The {0} and the {1} support {2} most.': 'Les parties {0} et {1} plaident le plus pour le {2}.',
  certain: 'certain',
  sure: 'sûr',
  'fairly sure': 'assez sûr',
  unsure: 'incertain',
  'Read {0}, {1} percent, {2}.': 'Lu {0}, {1} pour cent, {2}.',
  'Unsure of {0}.': 'Incertain pour {0}.',
  'Read {0}.': 'Lu {0}.',
  'Read as a digit.': 'Lu comme un chiffre.',
  'Digit {0} selected. Delete removes it.': 'Chiffre {0} choisi. Suppr le retire.',
  'Marked as not a digit.': 'Marqué comme n’étant pas un chiffre.',
  'Split into two digits.': 'Séparé en deux chiffres.',
  'Merged with the next digit.': 'Fusionné avec le chiffre suivant.',
  'Drag a box around the digit.': 'Tracez un cadre autour du chiffre.',
  'Pen down.': 'Stylo abaissé.',
  'Pen up.': 'Stylo levé.',
  down: 'abaissé',
  up: 'levé',
  'Pen {0}, {1} percent from the left, {2} percent from the top.':
    'Stylo {0}, à {1} pour cent de la gauche, {2} pour cent du haut.',
  'Delete all your data?': 'Supprimer toutes vos données ?',
  'Delete everything': 'Tout supprimer',
  'This deletes all your readings and labels from the service and the drawings from this browser. It can’t be undone. Models that have learned from your labels keep what they learned.':
    'Cela supprime toutes vos lectures et étiquettes du service, et les dessins de ce navigateur. C’est irréversible. Les modèles qui ont appris de vos étiquettes gardent ce qu’ils ont appris.',
  '{0} deleted …': '{0} supprimés…',
  'Not everything was deleted.': 'Tout n’a pas été supprimé.',
  'Use this key?': 'Utiliser cette clé ?',
  'Use it': 'L’utiliser',
  'You then see and own the readings that were made with it. Save your current key first if you want to return to your current readings.':
    'Les lectures faites avec elle seront alors les vôtres. Enregistrez d’abord votre clé actuelle si vous voulez retrouver vos lectures actuelles.',
  'That file does not contain a Cirrus key.': 'Ce fichier ne contient pas de clé de Cirrus.',
  'Not everything was imported.': 'Tout n’a pas été importé.',
  'it is damaged': 'il est endommagé',
  '“{0}” can’t be imported: {1}.': '« {0} » ne peut pas être importé : {1}.',
  'Nothing is labelled yet. Correct a reading, or teach a few digits.':
    'Rien n’est encore étiqueté. Corrigez une lecture, ou dessinez quelques chiffres sous « Entraîner ».',
  'Try again': 'Réessayer',
  'Read on this device.': 'Lu sur cet appareil.',
  'The model on this device reads {0}.': 'Le modèle de cet appareil lit {0}.',
  '{0} read on this device too, with the same result.':
    '{0} lus aussi sur cet appareil, avec le même résultat.',
  '{0} read on this device too, {1} with another result.':
    '{0} lus aussi sur cet appareil, dont {1} avec un autre résultat.',
  'No label': 'Sans étiquette',
  'Trying again in {0} s.': 'Nouvel essai dans {0} s.',
  'Trying again …': 'Nouvel essai…',
  Hide: 'Masquer',
  'Warm: supports it': 'Chaud : pour',
  'Loading …': 'Chargement…',
  'Nothing yet. Draw something, and it will be listed here.':
    'Rien pour l’instant. Dessinez quelque chose, et cela apparaîtra ici.',
  'No reading matches.': 'Aucune lecture ne correspond.',
  'Delete {0} selected': 'Supprimer les {0} choisies',
  'Deleted.': 'Supprimé.',
  '{0} readings deleted.': '{0} lectures supprimées.',
  'Restored.': 'Restauré.',
  'Select the reading {0}': 'Choisir la lecture {0}',
  'Delete the reading {0}': 'Supprimer la lecture {0}',
  drawn: 'dessiné',
  picture: 'image',
  'Read {0}, {1} percent': 'Lu {0}, {1} pour cent',
  '{0}. Correct it': '{0}. Corriger',
  '{0}, labelled {1}. Change it': '{0}, étiqueté {1}. Changer',
  '{0} labelled, {1} left': '{0} étiquetés, {1} restants',
  'All digits of your history are labelled. Thank you.':
    'Tous les chiffres de votre historique sont étiquetés. Merci.',
  'The model read {0}, {1} %. Which digit is it?':
    'Le modèle a lu {0}, {1} %. Quel chiffre est-ce ?',
  'Labelled {0}.': 'Étiqueté {0}.',
  'The last one was deleted.': 'Le dernier a été supprimé.',
  'Write as you always do. It is saved after a second without a stroke, or at once with Predict (Enter).':
    'Écrivez comme d’habitude. C’est enregistré après une seconde sans trait, ou tout de suite avec « Lire » (Entrée).',
  'Not collected: this drawing was made earlier. Clear it first.':
    'Non conservé : ce dessin est plus ancien. Effacez-le d’abord.',
  'That looks like {0} digits. Draw one.': 'Cela ressemble à {0} chiffres. Dessinez-en un.',
  'Collected. The model read {0} correctly.': 'Conservé. Le modèle a bien lu le {0}.',
  'Collected as {0}. The model read {1}, so this one helps most.':
    'Conservé comme {0}. Le modèle a lu {1}, celui-ci aide donc le plus.',
  '{0} collected': '{0} conservés',
  '{0} days in a row': '{0} jours d’affilée',
  '{0} of {1} today': '{0} sur {1} aujourd’hui',
  'Goal reached: {0} today': 'Objectif atteint : {0} aujourd’hui',
  'correct on MNIST’s test images': 'corrects sur les images de test de MNIST',
  'correct on pen digits by unseen writers, anywhere on the canvas':
    'corrects sur des chiffres au stylo de scripteurs inconnus, partout sur la zone',
  'correct on the same digits, very small and large, thin and thick':
    'corrects sur les mêmes chiffres, très petits et grands, fins et épais',
  Shifted: 'Décalage',
  Steady: 'Stable',
  'The last two days’ drawings are like those of the two weeks before':
    'Les dessins de ces deux derniers jours ressemblent à ceux des deux semaines précédentes',
  'Test set': 'Jeu de test',
  Accuracy: 'Exactitude',
  Errors: 'Erreurs',
  'Calibration error': 'Erreur de calibration',
  '{0} of {1}': '{0} sur {1}',
  'Calibration error: how far the confidence is from the share that is correct, on average. No model was trained on these sets.':
    'Erreur de calibration : écart moyen entre la confiance et la part correcte. Aucun modèle n’a été entraîné sur ces jeux.',
  'Confusions in': 'Confusions dans',
  'Confidence in': 'Confiance dans',
  'Test set of the confidence': 'Jeu de test de la confiance',
  '{0} confident, {1} correct: {2}': '{0} de confiance, {1} juste : {2}',
  confidence: 'confiance',
  correct: 'juste',
  'Each dot stands for the digits of one range of confidence, a larger one for more of them. On the line, the model is right as often as it says; below it, it is too confident.':
    'Chaque point représente les chiffres d’un intervalle de confiance ; plus il est grand, plus il y en a. Sur la ligne, le modèle a raison aussi souvent qu’il le dit ; en dessous, il est trop sûr.',
  'Rows: what was drawn. Columns: what the model read; “–” for not a digit.':
    'Lignes : ce qui était dessiné. Colonnes : ce que le modèle a lu ; « – » si ce n’est pas un chiffre.',
  'Confusions in {0}': 'Confusions dans {0}',
  'The most confident mistakes. Below each image: the label on the left, the prediction on the right.':
    'Les erreurs commises avec le plus de confiance. Sous chaque image : l’étiquette à gauche, la lecture à droite.',
  'Loss while training, down to {0} after {1} images.':
    'Perte pendant l’entraînement, descendue à {0} après {1} images.',
  '{0} to {1}': '{0} à {1}',
  'Digits read each day, {0}: up to {1}.': 'Chiffres lus par jour, {0} : jusqu’à {1}.',
  'Share that the model was unsure of: up to {0}.':
    'Part dont le modèle était incertain : jusqu’à {0}.',
  'Share that users corrected: up to {0}.': 'Part corrigée par les utilisateurs : jusqu’à {0}.',
  '{0} · {1} on MNIST': '{0} · {1} sur MNIST',
  'Model card of {0}': 'Modèle {0} : sa fiche',
  'Version {0} reads your digits.': 'La version {0} lit vos chiffres.',
  'None yet. A run trains a model with all labelled digits; the gate promotes it unless it is worse than the current one.':
    'Aucun pour l’instant. Chaque entraînement produit un modèle à partir de tous les chiffres étiquetés ; le contrôle le promeut, sauf s’il est moins bon que l’actuel.',
  'Start a training run?': 'Lancer un entraînement ?',
  'Start the run': 'Lancer',
  'It continues from the model that serves now and learns from the labelled digits of all users: the last 20,000, at most 2,000 of one user. It takes minutes, or hours if the model has to be trained from the start, and uses the processors of the machine that trains.':
    'Il part du modèle actuel et apprend des chiffres étiquetés de tous les utilisateurs : les 20 000 derniers, 2 000 au plus par utilisateur. Il dure quelques minutes, ou des heures si le modèle doit être entraîné depuis le début, et occupe les processeurs de la machine qui entraîne.',
  'The gate then measures the candidate. It replaces the current model unless it is clearly less accurate, worse calibrated or slower.':
    'Le contrôle évalue ensuite le candidat. Il remplace le modèle actuel sauf s’il est nettement moins exact, moins bien calibré ou plus lent.',
  'Wait for my decision after the gate': 'Attendre ma décision après le contrôle',
  'The run is queued.': 'L’entraînement est en attente.',
  'A run is under way.': 'Un entraînement est en cours.',
  'Promote the candidate?': 'Promouvoir le candidat ?',
  Promote: 'Promouvoir',
  'Model {0} then reads the digits of all users within a minute. You can roll back.':
    'Le modèle {0} lira alors les chiffres de tous les utilisateurs en moins d’une minute. Vous pourrez revenir en arrière.',
  'Model {0} was promoted.': 'Le modèle {0} a été promu.',
  'Roll back the model?': 'Revenir au modèle précédent ?',
  'The model that the current one replaced then reads the digits of all users within a minute.':
    'Le modèle que l’actuel a remplacé lira alors les chiffres de tous les utilisateurs en moins d’une minute.',
  'Model {0} serves again.': 'Le modèle {0} est de nouveau en service.',
  'The picture could not be cropped. Try a smaller one.':
    'L’image n’a pas pu être recadrée. Essayez-en une plus petite.',
  'That picture is larger than 25 MB. Try a smaller one.':
    'Cette image dépasse 25 Mo. Essayez-en une plus petite.',
  'That file is not an image, or it is damaged. Try a PNG or a JPEG.':
    'Ce fichier n’est pas une image, ou il est endommagé. Essayez un PNG ou un JPEG.',
  'The picture was read, but this browser can’t keep it after a reload.':
    'L’image a été lue, mais ce navigateur ne peut pas la garder après un rechargement.',
  'The example could not be loaded. Try again in a moment.':
    'L’exemple n’a pas pu être chargé. Réessayez dans un instant.',
  'Reading …': 'Lecture en cours…',
  'Draw a digit': 'Dessinez un chiffre',
  'Not a digit. Is it one? Tap it.': 'Pas un chiffre. En est-ce un ? Touchez-le.',
  'No digit found yet': 'Aucun chiffre trouvé pour l’instant',
  'Confirmed by you': 'Confirmé par vous',
  'Corrected by you from {0} to {1}': 'Corrigé par vous de {0} en {1}',
  'or {0}: {1}': 'ou {0} : {1}',
  ', labelled': ', étiqueté',
  'Digit {0}: {1}': 'Chiffre {0} : {1}',
  'Only the first {0} digits were read.': 'Seuls les {0} premiers chiffres ont été lus.',
  'Saved.': 'Enregistré.',
  'Thank you.': 'Merci.',
  'Space clears, Enter predicts.': 'Espace efface, Entrée lit.',
  'Wrong? Choose the right digit.': 'Faux ? Choisissez le bon chiffre.',
  'The next model learns from it.': 'Elle servira à entraîner le prochain modèle.',
  'Pen colour': 'Couleur du stylo',
  'Paper colour': 'Couleur du papier',
  'Pen and paper have so little contrast that the digits may not be found.':
    'Le stylo et le papier contrastent si peu que les chiffres risquent de ne pas être trouvés.',
  '{0}, picker': '{0}, sélecteur',
  Default: 'Par défaut',
  '{0}: use the default': '{0} : valeur par défaut',
  'Link copied. It replays your drawing stroke by stroke.':
    'Lien copié. Il rejoue votre dessin trait par trait.',
  'The link is in the address bar.': 'Le lien est dans la barre d’adresse.',
  'That link contains no drawing that can be read.': 'Ce lien ne contient pas de dessin lisible.',
  'Colours follow the system': 'Les couleurs suivent le système',
  'Light colours': 'Couleurs claires',
  'Dark colours': 'Couleurs sombres',
  manually: 'manuellement',
  'on schedule': 'automatiquement, à heure fixe',
  'by corrections': 'par les corrections',
  queued: 'en attente',
  running: 'en cours',
  measuring: 'en évaluation',
  promoted: 'promu',
  refused: 'refusé',
  failed: 'échoué',
  'End of the log': 'Fin du journal',
  waits: 'à décider',
  'started {0}': 'lancé {0}',
  '{0} labelled digits': '{0} chiffres étiquetés',
  'from {0}': 'à partir de {0}',
  'made {0}': 'a produit {0}',
  Progress: 'Avancement',
  'Waiting for the job to start.': 'En attente du démarrage.',
  'Training.': 'Entraînement.',
  'The gate measures the candidate.': 'Le contrôle évalue le candidat.',
  'The training data lacks {0}, so the gate could not measure everything. ./cirrus up and ./cirrus deploy take a folder with all of it as --training-data DIR.':
    'Il manque {0} aux données d’entraînement, le contrôle n’a donc pas pu tout mesurer. ./cirrus up et ./cirrus deploy prennent un dossier avec toutes les données par --training-data DIR.',
  'The gate found nothing against the candidate, which now waits for your decision.':
    'Le contrôle n’a rien trouvé contre le candidat, qui attend votre décision.',
  'It is never used unless you promote it.': 'Il ne sera utilisé que si vous le promouvez.',
  'The gate’s figures': 'Les mesures du contrôle',
  Set: 'Jeu',
  Candidate: 'Candidat',
  Current: 'Actuel',
  'On {0} of {1} recorded digits the candidate agrees with the current model.':
    'Sur {0} des {1} chiffres enregistrés, le candidat est d’accord avec le modèle actuel.',
  'top left': 'en haut à gauche',
  'top centre': 'en haut au centre',
  'top right': 'en haut à droite',
  'middle left': 'au milieu à gauche',
  'middle right': 'au milieu à droite',
  'bottom left': 'en bas à gauche',
  'bottom centre': 'en bas au centre',
  'bottom right': 'en bas à droite',
  centre: 'au centre',
  'Cirrus · handwritten digit recognition': 'Cirrus · reconnaissance de chiffres manuscrits',
  'Readings are listed here': 'Vos lectures apparaissent ici',
  '1 digit': '1 chiffre',
  '{0} digits': '{0} chiffres',
  '1 reading': '1 lecture',
  '{0} readings': '{0} lectures',
  '1 labelled digit': '1 chiffre étiqueté',
  Red: 'Rouge',
  Green: 'Vert',
  Blue: 'Bleu',
  'Training: {0} %, {1}.': 'Entraînement : {0} %, {1}.',
  'The service responded with status {0}.': 'Le service a répondu avec le statut {0}.',
  'row {0} is not a label from 0 to 9 with 784 values from 0 to 255':
    'la ligne {0} n’est pas une étiquette de 0 à 9 avec 784 valeurs de 0 à 255',
  'Loading the network …': 'Chargement du réseau…',
  'The network that reads at the moment cannot be shown on this device. Reading works as usual.':
    'Le réseau qui lit en ce moment ne peut pas être montré sur cet appareil. La lecture fonctionne comme d’habitude.',
  'Draw, and see what each layer finds. Point at anything to see which part of the drawing drives it.':
    'Dessinez et voyez ce que chaque couche trouve. Pointez un élément pour voir quelle partie du dessin l’active.',
  'Draw a digit to send it through the network.':
    'Dessinez un chiffre pour l’envoyer dans le réseau.',
  'Step by step': 'Pas à pas',
  'Show everything': 'Tout montrer',
  Next: 'Suivant',
  'Full screen': 'Plein écran',
  'Leave full screen': 'Quitter le plein écran',
  Print: 'Imprimer',
  'The picture': 'L’image',
  'The drawing is centred and made smaller until it is 28 × 28 dots. Each dot is a number: 0 is paper, 1 is full ink. These 784 numbers are all that the network gets.':
    'Le dessin est centré et réduit à 28 × 28 points. Chaque point est un nombre : 0 pour le papier, 1 pour l’encre pleine. Ces 784 nombres sont tout ce que le réseau reçoit.',
  'Layer {0}': 'Couche {0}',
  '{0} maps of {1} × {2}': '{0} cartes de {1} × {2}',
  '{0} small filters slide over the picture. Each compares 3 × 3 dots with its own pattern and lights up where it fits: at an upper edge, say, or at a slope.':
    '{0} petits filtres glissent sur l’image. Chacun compare 3 × 3 points à son propre motif et s’allume là où il correspond : à un bord supérieur, par exemple, ou sur une pente.',
  'The filters of this layer look for patterns in all maps of the previous layer. Each unit depends on {0} × {1} dots of the picture.':
    'Les filtres de cette couche cherchent des motifs dans toutes les cartes de la couche précédente. Chaque unité dépend de {0} × {1} points de l’image.',
  'The filters of this layer look for patterns in all maps of the previous layer. Each unit can depend on the whole picture now.':
    'Les filtres de cette couche cherchent des motifs dans toutes les cartes de la couche précédente. Chaque unité peut maintenant dépendre de toute l’image.',
  'They look at every second position only, so the maps are half as wide.':
    'Ils ne regardent qu’une position sur deux, les cartes sont donc moitié moins larges.',
  'What layer {0} found is added to it, so that nothing gets lost on the way.':
    'Ce que la couche {0} a trouvé y est ajouté, pour que rien ne se perde en route.',
  'The answer': 'La réponse',
  'Each map of the last layer becomes one number, its mean. Every digit has its own weights for these {0} numbers; the weighted sum is its score. The scores become probabilities, which add up to 100 %.':
    'Chaque carte de la dernière couche devient un nombre, sa moyenne. Chaque chiffre a ses propres poids pour ces {0} nombres ; la somme pondérée est son score. Les scores deviennent des probabilités, dont la somme vaut 100 %.',
  none: 'aucun',
  'not a digit': 'pas un chiffre',
  'Layer {0}, map {1}': 'Couche {0}, carte {1}',
  'At this position it is at {0} of this layer’s maximum.':
    'À cet endroit, elle atteint {0} du maximum de cette couche.',
  'Its strongest position is at {0} of this layer’s maximum.':
    'Son point le plus fort atteint {0} du maximum de cette couche.',
  'It is silent: nothing in the drawing fits its pattern.':
    'Elle reste éteinte : rien dans le dessin ne correspond à son motif.',
  'It is silent at this position.': 'Elle reste éteinte à cet endroit.',
  'Orange ink drives it, blue ink works against it.':
    'L’encre orange l’active, l’encre bleue s’y oppose.',
  'The frame is all that it can see.': 'Elle ne voit que l’intérieur du cadre.',
  'Orange ink counts towards {0}, blue ink against it.':
    'L’encre orange plaide pour {0}, l’encre bleue contre.',
  'Point at a map, a dot in it, or a digit of the answer. With the keyboard: arrow keys, and Enter to switch a map off.':
    'Pointez une carte, un de ses points ou un chiffre de la réponse. Au clavier : les flèches, et Entrée pour éteindre une carte.',
  'Switch this map off': 'Éteindre cette carte',
  'Switch it on again': 'La rallumer',
  'Break it': 'Perturbez-le',
  'How much can you disturb it before the answer changes?':
    'Jusqu’où pouvez-vous le perturber avant que la réponse change ?',
  Noise: 'Bruit',
  'Move sideways': 'Déplacer de côté',
  'Move up or down': 'Monter ou descendre',
  Turn: 'Tourner',
  'Switch off the strongest map of the last layer':
    'Éteindre la carte la plus forte de la dernière couche',
  'Repair everything': 'Tout réparer',
  '1 map is off': '1 carte est éteinte',
  '{0} maps are off': '{0} cartes sont éteintes',
  'It still reads {0} ({1}).': 'Il lit toujours {0} ({1}).',
  'Now it reads {0} ({1}) instead of {2}.': 'Maintenant il lit {0} ({1}) au lieu de {2}.',
  'It reads {0} ({1}).': 'Il lit {0} ({1}).',
  'Feature maps of layer {0}, {1} of them. Arrow keys select one, Enter switches it off or on.':
    'Cartes de caractéristiques de la couche {0}, au nombre de {1}. Les flèches en choisissent une, Entrée l’éteint ou l’allume.',
  'Without the marked part at the {0}, it would be a {1}.':
    'Sans la partie marquée {0}, ce serait un {1}.',
  'It stays a {0}, whichever part is covered.':
    'Cela reste un {0}, quelle que soit la partie cachée.',
  'The body is larger than 5 MB: send a smaller picture.':
    'L’image dépasse 5 Mo : envoyez-en une plus petite.',
  'The {0} is broken or cut short: save or send it again.':
    'Le {0} est endommagé ou tronqué : enregistrez-le ou envoyez-le à nouveau.',
  "The {0}'s colour space is not supported: save it as RGB.":
    'L’espace de couleurs du {0} n’est pas pris en charge : enregistrez-le en RVB.',
  'The JPEG has {0} scans, too many for its size: save it as baseline, or smaller.':
    'Le JPEG a {0} passes, trop pour sa taille : enregistrez-le en baseline, ou plus petit.',
  'The JPEG has more than {0} scans: save it again, as baseline or progressive.':
    'Le JPEG a plus de {0} passes : enregistrez-le à nouveau, en baseline ou progressif.',
  'The picture has more than 40 million pixels: make it smaller.':
    'L’image a plus de 40 millions de pixels : réduisez-la.',
  'The picture has too many shapes to be a sheet of digits: crop it to the digits, or photograph them on plain paper.':
    'L’image a trop de formes pour être une feuille de chiffres : recadrez-la sur les chiffres, ou photographiez-les sur du papier uni.',
  'The picture holds more than 64 digits: cut it into pieces.':
    'L’image contient plus de 64 chiffres : découpez-la.',
  'The ledger does not answer: try again in a moment.':
    'Le registre ne répond pas : réessayez dans un instant.',
  'There is not enough memory for this request right now: try again in a moment.':
    'Il n’y a pas assez de mémoire pour cette requête : réessayez dans un instant.',
  'A service that this request needs does not answer. The next request continues a run that was started: try again in some minutes.':
    'Un service nécessaire à cette requête ne répond pas. La prochaine requête reprendra l’entraînement commencé : réessayez dans quelques minutes.',
  'The run has no candidate that passed the gate and awaits promotion.':
    'L’entraînement n’a pas de candidat admis par le contrôle et en attente de promotion.',
  'The current model is not the one that the candidate was measured against: start a new run.':
    'Le modèle actuel n’est pas celui auquel le candidat a été comparé : lancez un nouvel entraînement.',
  'Another request changed the model at the same time: try again.':
    'Une autre requête a changé le modèle en même temps : réessayez.',
  'The stored model {0} is unusable: {1}.': 'Le modèle enregistré {0} est inutilisable : {1}.',
  'The shipped model serves; there is none before it.':
    'Le modèle fourni est en service ; il n’y en a pas avant lui.',
  'No run promoted the current model, so it is not known which one served before it.':
    'Aucun entraînement n’a produit le modèle actuel, on ne sait donc pas lequel était en service avant lui.',
  'It has the version of the current model.': 'Il porte la version du modèle actuel.',
  'The held-out set {0} is not a pinned one: its SHA-256 is {1}.':
    'L’ensemble réservé {0} n’est pas l’un de ceux qui sont fixés : son SHA-256 est {1}.',
  'It takes {0} times as long as the current model; the limit is {1}.':
    'Il met {0} fois plus de temps que le modèle actuel ; la limite est {1}.',
  '{0} of its {1} classifications of {2} contain NaN or an infinite value.':
    '{0} de ses {1} classifications de {2} contiennent NaN ou une valeur infinie.',
  "Its expected calibration error on {0} is {1}; the current model's is {2}.":
    'Son erreur de calibration attendue sur {0} est de {1} ; celle du modèle actuel est de {2}.',
  "Its accuracy on {0} is {1} %; the current model's is {2} %.":
    'Son exactitude sur {0} est de {1} % ; celle du modèle actuel est de {2} %.',
  "Its accuracy on {0} is {1} %; the shipped model's is {2} %.":
    'Son exactitude sur {0} est de {1} % ; celle du modèle fourni est de {2} %.',
  "Its accuracy on the {0}s of {1} is {2} %; the current model's is {3} %.":
    'Son exactitude sur les {0} de {1} est de {2} % ; celle du modèle actuel est de {3} %.',
  "Its accuracy on the {0}s of {1} is {2} %; the shipped model's is {3} %.":
    'Son exactitude sur les {0} de {1} est de {2} % ; celle du modèle fourni est de {3} %.',
  'It expects pixels from 0 to 255 instead of 0 to 1.':
    'Il attend des pixels de 0 à 255 au lieu de 0 à 1.',
  'It expects dark ink on bright paper instead of bright ink.':
    'Il attend une encre sombre sur un papier clair au lieu d’une encre claire.',
  'The current model changed while the candidate was measured against it.':
    'Le modèle actuel a changé pendant que le candidat lui était comparé.',
  'The job succeeded but left no card.json or no evaluation.gz: see its log.':
    'La tâche a réussi mais n’a pas laissé de card.json ou d’evaluation.gz : voyez son journal.',
  'The digit mix shifted by {0} %.': 'La répartition des chiffres a changé de {0} %.',
  'The model is unsure of {0} % of the digits, up from {1} %.':
    'Le modèle hésite sur {0} % des chiffres, contre {1} % auparavant.',
  'Owners correct {0} % of the digits, up from {1} %.':
    'Les utilisateurs corrigent {0} % des chiffres, contre {1} % auparavant.',
  'Imported: {0} of {1} digits.': 'Importés : {0} chiffres sur {1}.',
  'Labelled digits imported: {0}. They are listed in a moment.':
    'Chiffres étiquetés importés : {0}. Ils apparaîtront dans un instant.',
  'All your data is deleted: {0}.': 'Toutes vos données sont supprimées : {0}.',
  'Labelled digits: {0}. The candidate reads {1} of them as labelled, the current model {2}.':
    'Chiffres étiquetés : {0}. Le candidat en lit {1} comme étiquetés, le modèle actuel {2}.',
  'Too few readings to tell whether drawings have changed: {0} in the last two days and {1} in the two weeks before; each needs {2}':
    'Trop peu de lectures pour savoir si les dessins ont changé : {0} ces deux derniers jours et {1} les deux semaines précédentes, il en faut {2} chaque fois',
  'Left edge, move with the arrow keys': 'Bord gauche, à déplacer avec les flèches',
  'Right edge, move with the arrow keys': 'Bord droit, à déplacer avec les flèches',
  'Top edge, move with the arrow keys': 'Bord supérieur, à déplacer avec les flèches',
  'Bottom edge, move with the arrow keys': 'Bord inférieur, à déplacer avec les flèches',
  'The picture; when it is enlarged, the arrow keys move it': 'L’image ; agrandie, elle se déplace avec les flèches',
  'Zoom in': 'Agrandir',
  'Zoom out': 'Réduire',
  'Model {0} learned from one of your labels.': 'Le modèle {0} a appris d’une de vos étiquettes.',
  '{0} of your labels helped to train model {1}.': '{0} de vos étiquettes ont servi à entraîner le modèle {1}.',
  'The digit that had been misread is now read as you labelled it.':
    'Le chiffre qui avait été mal lu est maintenant lu comme vous l’avez étiqueté.',
  'The digit that had been misread is still misread.': 'Le chiffre qui avait été mal lu l’est toujours.',
  'Of the {0} digits that had been misread, it reads {1} as you labelled them.':
    'Sur les {0} chiffres qui avaient été mal lus, il en lit {1} comme vous les avez étiquetés.',
  'Of those that had been read correctly, it misreads {0}.':
    'Parmi ceux qui avaient été bien lus, il en lit mal {0}.',
  'Most similar of 300 training digits (MNIST, CC BY-SA 3.0)': 'Les plus proches parmi 300 chiffres d’entraînement (MNIST, CC BY-SA 3.0)',
  'cancelled': 'annulé',
  'Cancel the run': 'Annuler l’entraînement',
  'Refuse': 'Refuser',
  'Refuse the candidate?': 'Refuser le candidat ?',
  'Model {0} can then no longer be promoted.': 'Le modèle {0} ne pourra alors plus être promu.',
  'Cancel the run?': 'Annuler l’entraînement ?',
  'What it has learned is lost. The next run learns from the same labelled digits.':
    'Ce qu’il a appris est perdu. Le prochain apprendra des mêmes chiffres étiquetés.',
  'The candidate was refused.': 'Le candidat a été refusé.',
  'The run was cancelled.': 'L’entraînement a été annulé.',
  'An administrator refused the candidate.': 'Un administrateur a refusé le candidat.',
  'The candidate is being promoted: roll back afterwards.':
    'Le candidat est en cours de promotion : revenez en arrière ensuite.',
  'The run is being started: try again in a moment.':
    'L’entraînement est en train de démarrer : réessayez dans un instant.',
  'The run has changed at the same time: try again.': 'L’entraînement a changé au même moment : réessayez.',
  'The run has ended.': 'L’entraînement est terminé.',
};

export default translations;
