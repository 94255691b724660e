import type { Translations } from './translation';

/** The texts of the page in Spanish. */
const translations: Translations = {
  'Skip to the canvas': 'Ir al lienzo',
  Cirrus: 'Cirrus',
  Views: 'Vistas',
  Draw: 'Dibujar',
  Teach: 'Enseñar',
  Inside: 'Interior',
  'Inside the network': 'Dentro de la red',
  History: 'Historial',
  Model: 'Modelo',
  'Colour scheme': 'Esquema de colores',
  'Help and keys': 'Ayuda y teclas',
  'Draw and read': 'Dibujar y leer',
  'Draw digits, and Cirrus reads them': 'Dibuja dígitos y Cirrus los lee',
  'Draw a': 'Dibuja un',
  'Drawn so far of each digit': 'Dibujados hasta ahora, por dígito',
  'Undo last': 'Deshacer el último',
  Skip: 'Omitir',
  'Label my history': 'Etiquetar mi historial',
  'Drawing canvas': 'Lienzo',
  'Draw with a pointer or the keyboard: the arrow keys move the pen, P lowers and lifts it, Space clears the canvas, Enter predicts, 0 to 9 correct the selected digit, L announces the position of the pen.':
    'Dibuja con el puntero o el teclado: las flechas mueven el lápiz, P lo baja y lo levanta, Espacio borra el lienzo, Intro lee, 0 a 9 corrigen el dígito elegido, L anuncia la posición del lápiz.',
  'Selected digit': 'Dígito elegido',
  'Not a digit (Delete)': 'No es un dígito (Supr)',
  'Not a digit': 'No es un dígito',
  Split: 'Dividir',
  'Merge with the next digit': 'Unir con el dígito siguiente',
  Merge: 'Unir',
  'Add a box': 'Añadir un recuadro',
  Add: 'Añadir',
  'Draw a digit, or several': 'Dibuja un dígito, o varios',
  'Try now': 'Reintentar ahora',
  'Drawing tools': 'Herramientas de dibujo',
  Undo: 'Deshacer',
  'Undo (Ctrl Z)': 'Deshacer (Ctrl Z)',
  Redo: 'Rehacer',
  'Redo (Ctrl Shift Z)': 'Rehacer (Ctrl Mayús Z)',
  'Pen and paper': 'Lápiz y papel',
  Eraser: 'Goma',
  'Eraser (E)': 'Goma (E)',
  'Read a picture': 'Leer una imagen',
  'Read a picture: choose, drop or paste one': 'Leer una imagen: elegir, soltar o pegar',
  'Share or save': 'Compartir o guardar',
  'Clear canvas (Space)': 'Borrar el lienzo (Espacio)',
  Clear: 'Borrar',
  canvas: 'el lienzo',
  'Predict (Enter)': 'Leer (Intro)',
  Predict: 'Leer',
  Reading: 'Lectura',
  'The network’s input, 28 by 28 pixels': 'La entrada de la red, 28 por 28 píxeles',
  'What it sees': 'Lo que ve',
  'Why?': '¿Por qué?',
  'Probability of each digit; activate the right one to correct the reading':
    'Probabilidad de cada dígito; elige el correcto para corregir la lectura',
  Recent: 'Recientes',
  predictions: 'las lecturas',
  'All readings of this browser, newest first. Click a digit to label it; the next model learns from labels.':
    'Todas las lecturas de este navegador, las más recientes primero. Pulsa un dígito para etiquetarlo; el próximo modelo aprenderá de las etiquetas.',
  'Download the labelled digits': 'Descargar los dígitos etiquetados',
  'Labelled digits': 'Dígitos etiquetados',
  CSV: 'CSV',
  'JSON lines': 'Líneas JSON',
  PNGs: 'PNG',
  Import: 'Importar',
  'Label one by one': 'Etiquetar uno a uno',
  'Filter and selection': 'Filtro y selección',
  Show: 'Mostrar',
  'all readings': 'todas las lecturas',
  'with unlabelled digits': 'con dígitos sin etiqueta',
  'with labels': 'con etiquetas',
  'that were wrong': 'que eran erróneas',
  'that were unsure': 'que eran dudosas',
  'with the digits': 'con los dígitos',
  'Select all': 'Seleccionar todo',
  'Delete selected': 'Borrar la selección',
  'Show more': 'Mostrar más',
  'Your data': 'Tus datos',
  'There is no account: a key in this browser owns your readings. Save it to see them on another device, or to keep them when this browser forgets it. Whoever has the key can read and delete them.':
    'No hay cuentas: tus lecturas están ligadas a una clave guardada en este navegador. Guárdala para verlas en otro dispositivo o para conservarlas si este navegador la olvida. Quien tenga la clave puede leerlas y borrarlas.',
  'Save the key': 'Guardar la clave',
  'Use a saved key': 'Usar una clave guardada',
  'Delete all my data': 'Borrar todos mis datos',
  'The complete card': 'La ficha completa',
  'Training runs': 'Entrenamientos',
  'Roll back': 'Revertir',
  'Start a run': 'Iniciar un entrenamiento',
  'Runs on your machine or on AWS Lambda. Your drawings stay yours: no account, no tracking.':
    'Funciona en tu equipo o en AWS Lambda. Tus dibujos son tuyos: sin cuenta ni rastreo.',
  Source: 'Código fuente',
  API: 'API',
  'Drop the picture to read it': 'Suelta la imagen para leerla',
  'Choose the right digit': 'Elige el dígito correcto',
  Close: 'Cerrar',
  Width: 'Grosor',
  'Dotted strokes': 'Trazos punteados',
  'Pen pressure': 'Presión del lápiz',
  Page: 'Página',
  Language: 'Idioma',
  'As in the browser': 'El del navegador',
  'Boxes around digits': 'Recuadros en torno a los dígitos',
  'Single-key shortcuts': 'Atajos de una tecla',
  'Save my readings in the history': 'Guardar mis lecturas en el historial',
  'Choose a picture, drop one on the page, or paste it. The service reads it, and stores only the digits that it finds.':
    'Elige una imagen, suéltala en la página o pégala. El servicio la lee y guarda solo los dígitos que encuentra.',
  'Choose a file': 'Elegir un archivo',
  'Take a photo': 'Tomar una foto',
  'Try an example': 'Probar un ejemplo',
  'A picture to read': 'Una imagen para leer',
  'A photo to read': 'Una foto para leer',
  'Preview of the picture': 'Vista previa de la imagen',
  'Crop: top left corner, move with the arrow keys':
    'Recorte: esquina superior izquierda, mover con las flechas',
  'Crop: top right corner, move with the arrow keys':
    'Recorte: esquina superior derecha, mover con las flechas',
  'Crop: bottom left corner, move with the arrow keys':
    'Recorte: esquina inferior izquierda, mover con las flechas',
  'Crop: bottom right corner, move with the arrow keys':
    'Recorte: esquina inferior derecha, mover con las flechas',
  'Drag the corners so that only the digits remain.':
    'Arrastra las esquinas para que queden solo los dígitos.',
  'Rotate left': 'Girar a la izquierda',
  'Rotate right': 'Girar a la derecha',
  'Whole picture': 'Imagen completa',
  Read: 'Leer',
  'Copy a link that replays the drawing': 'Copiar un enlace que reproduce el dibujo',
  'The link and the SVG contain your strokes, but not the picture under them.':
    'El enlace y el SVG contienen tus trazos, pero no la imagen de debajo.',
  'Save as PNG': 'Guardar como PNG',
  'Save as SVG': 'Guardar como SVG',
  'Label your history': 'Etiqueta tu historial',
  'The digit, 28 by 28 pixels': 'El dígito, 28 por 28 píxeles',
  'Its label': 'Su etiqueta',
  Back: 'Atrás',
  'Keys: 0 to 9 label it, → skips it, Backspace goes back. The digits whose labels help the model most come first: those of which it is unsure, then those least like the ones already labelled.':
    'Teclas: 0 a 9 etiquetan, → omite, Retroceso vuelve. Primero van los dígitos cuyas etiquetas ayudan más al modelo: los que no lee con seguridad y después los que menos se parecen a los ya etiquetados.',
  Cancel: 'Cancelar',
  'Tap a digit to select it: then you can mark it as not a digit, split it, merge it with the next one, or add a box that was missed.':
    'Toca un dígito para elegirlo: luego puedes marcar que no lo es, dividirlo, unirlo con el siguiente o añadir un recuadro que falte.',
  'Draw one digit or several, anywhere and at any size. The reading is updated while you draw; after a second without a stroke it is saved in your history.':
    'Dibuja uno o varios dígitos, en cualquier lugar y tamaño. La lectura se actualiza mientras dibujas; tras un segundo sin trazos se guarda en el historial.',
  Space: 'Espacio',
  'Clear the canvas': 'Borrar el lienzo',
  Enter: 'Intro',
  'Predict, and save the reading': 'Leer y guardar la lectura',
  'Correct the selected digit': 'Corregir el dígito elegido',
  Delete: 'Supr',
  'Mark the selected digit as not a digit': 'Marcar que no es un dígito',
  'Select the previous or next digit': 'Elegir el dígito anterior o siguiente',
  Ctrl: 'Ctrl',
  'Undo; with': 'Deshacer; con',
  Shift: 'Mayús',
  redo: 'rehacer',
  'Read a picture from the clipboard': 'Leer una imagen del portapapeles',
  'Eraser on and off': 'Activar o desactivar la goma',
  'Explain the reading': 'Explicar la lectura',
  'This help': 'Esta ayuda',
  'Drawing by keyboard': 'Dibujar con el teclado',
  'Lower or lift the pen, while the canvas has the focus':
    'Bajar o levantar el lápiz, cuando el lienzo tiene el foco',
  'Move the pen; in larger steps with': 'Mover el lápiz; en pasos más grandes con',
  'Announce the position of the pen': 'Anunciar la posición del lápiz',
  'The correction was not saved: {0}': 'La corrección no se guardó: {0}',
  'Eraser.': 'Goma.',
  'Pen.': 'Lápiz.',
  'Corrected to {0}.': 'Corregido a {0}.',
  'Label withdrawn.': 'Etiqueta retirada.',
  'Digit {0} of {1}: {2}.': 'Dígito {0} de {1}: {2}.',
  'Undone.': 'Deshecho.',
  'Redone.': 'Rehecho.',
  'Canvas cleared.': 'Lienzo borrado.',
  'Predictions cleared.': 'Lecturas borradas.',
  'A part of the page could not be loaded.': 'No se pudo cargar una parte de la página.',
  'Reload the page': 'Recargar la página',
  'less than a minute left': 'queda menos de un minuto',
  'about {0} minutes left': 'quedan unos {0} minutos',
  'about {0} hours left': 'quedan unas {0} horas',
  'No connection.': 'Sin conexión.',
  'Keep drawing: it will be read once the service is back.':
    'Sigue dibujando: se leerá cuando vuelva el servicio.',
  'It is read on this device, and saved once there is a connection.':
    'Se lee en este dispositivo y se guardará cuando haya conexión.',
  'Still waiting for a response.': 'Aún sin respuesta.',
  'No response in time.': 'Sin respuesta a tiempo.',
  'The service is slow at the moment.': 'El servicio va lento ahora.',
  'Too many requests.': 'Demasiadas solicitudes.',
  'The service asked for a pause.': 'El servicio pide una pausa.',
  'No model is loaded.': 'No hay ningún modelo cargado.',
  'The service is up but can’t read digits right now.':
    'El servicio funciona, pero ahora no puede leer dígitos.',
  'The service failed.': 'El servicio ha fallado.',
  'This has nothing to do with your drawing.': 'No tiene que ver con tu dibujo.',
  'Not allowed.': 'No permitido.',
  'The service did not accept this browser’s key.':
    'El servicio no aceptó la clave de este navegador.',
  'Not found.': 'No encontrado.',
  'The service has no such record.': 'El servicio no tiene ese registro.',
  'Nothing drawn yet.': 'Aún no hay nada dibujado.',
  'Draw a digit first, then press Predict.': 'Dibuja primero un dígito y luego pulsa Leer.',
  'No digit found.': 'No se encontró ningún dígito.',
  'Try a sharper picture with large digits and good contrast.':
    'Prueba una imagen más nítida, con dígitos grandes y buen contraste.',
  'Can’t be read.': 'No se puede leer.',
  'The service rejected the request.': 'El servicio rechazó la solicitud.',
  'Try again in a moment.': 'Inténtalo de nuevo en un momento.',
  'No single part decides that it is a {0}.': 'Ninguna parte decide por sí sola que es un {0}.',
  'The {0} counts against it.': 'La parte {0} juega en contra.',
  'The {0} supports {1} most.': 'La parte {0} es la que más apoya el {1}.',
  'The {0} and the {1} support {2} most.': 'Las partes {0} y {1} son las que más apoyan el {2}.',
  certain: 'totalmente seguro',
  sure: 'seguro',
  'fairly sure': 'bastante seguro',
  unsure: 'dudoso',
  'Read {0}, {1} percent, {2}.': 'Leído {0}, {1} por ciento, {2}.',
  'Unsure of {0}.': 'Dudoso: {0}.',
  'Read {0}.': 'Leído {0}.',
  'Read as a digit.': 'Leído como dígito.',
  'Digit {0} selected. Delete removes it.': 'Dígito {0} elegido. Supr lo quita.',
  'Marked as not a digit.': 'Marcado: no es un dígito.',
  'Split into two digits.': 'Dividido en dos dígitos.',
  'Merged with the next digit.': 'Unido con el dígito siguiente.',
  'Drag a box around the digit.': 'Arrastra un recuadro alrededor del dígito.',
  'Pen down.': 'Lápiz abajo.',
  'Pen up.': 'Lápiz arriba.',
  down: 'abajo',
  up: 'arriba',
  'Pen {0}, {1} percent from the left, {2} percent from the top.':
    'Lápiz {0}, a {1} por ciento de la izquierda y {2} por ciento de arriba.',
  'Delete all your data?': '¿Borrar todos tus datos?',
  'Delete everything': 'Borrar todo',
  'This deletes all your readings and labels from the service and the drawings from this browser. It can’t be undone. Models that have learned from your labels keep what they learned.':
    'Esto borra todas tus lecturas y etiquetas del servicio y los dibujos de este navegador. No se puede deshacer. Los modelos que aprendieron de tus etiquetas conservan lo aprendido.',
  '{0} deleted …': '{0} borrados…',
  'Not everything was deleted.': 'No se borró todo.',
  'Use this key?': '¿Usar esta clave?',
  'Use it': 'Usarla',
  'You then see and own the readings that were made with it. Save your current key first if you want to return to your current readings.':
    'Las lecturas hechas con ella serán entonces las tuyas. Guarda antes tu clave actual si quieres volver a tus lecturas actuales.',
  'That file does not contain a Cirrus key.': 'Ese archivo no contiene una clave de Cirrus.',
  'Not everything was imported.': 'No se importó todo.',
  'it is damaged': 'está dañado',
  '“{0}” can’t be imported: {1}.': '«{0}» no se puede importar: {1}.',
  'Nothing is labelled yet. Correct a reading, or teach a few digits.':
    'Aún no hay nada etiquetado. Corrige una lectura o dibuja algunos dígitos en «Enseñar».',
  'Try again': 'Reintentar',
  'Read on this device.': 'Leído en este dispositivo.',
  'The model on this device reads {0}.': 'El modelo de este dispositivo lee {0}.',
  '{0} read on this device too, with the same result.':
    '{0} leídos también en este dispositivo, con el mismo resultado.',
  '{0} read on this device too, {1} with another result.':
    '{0} leídos también en este dispositivo, {1} con otro resultado.',
  'No label': 'Sin etiqueta',
  'Trying again in {0} s.': 'Nuevo intento en {0} s.',
  'Trying again …': 'Nuevo intento…',
  Hide: 'Ocultar',
  'Warm: supports it': 'Cálido: a favor',
  'Loading …': 'Cargando…',
  'Nothing yet. Draw something, and it will be listed here.':
    'Aún nada. Dibuja algo y aparecerá aquí.',
  'No reading matches.': 'Ninguna lectura coincide.',
  'Delete {0} selected': 'Borrar {0} seleccionadas',
  'Deleted.': 'Borrado.',
  '{0} readings deleted.': '{0} lecturas borradas.',
  'Restored.': 'Restaurado.',
  'Select the reading {0}': 'Seleccionar la lectura {0}',
  'Delete the reading {0}': 'Borrar la lectura {0}',
  drawn: 'dibujado',
  picture: 'imagen',
  'Read {0}, {1} percent': 'Leído {0}, {1} por ciento',
  '{0}. Correct it': '{0}. Corregir',
  '{0}, labelled {1}. Change it': '{0}, etiquetado {1}. Cambiar',
  '{0} labelled, {1} left': '{0} etiquetados, quedan {1}',
  'All digits of your history are labelled. Thank you.':
    'Todos los dígitos de tu historial están etiquetados. Gracias.',
  'The model read {0}, {1} %. Which digit is it?': 'El modelo leyó {0}, {1} %. ¿Qué dígito es?',
  'Labelled {0}.': 'Etiquetado {0}.',
  'The last one was deleted.': 'Se borró el último.',
  'Write as you always do. It is saved after a second without a stroke, or at once with Predict (Enter).':
    'Escribe como siempre. Se guarda tras un segundo sin trazos, o al instante con «Leer» (Intro).',
  'Not collected: this drawing was made earlier. Clear it first.':
    'No recogido: este dibujo es anterior. Bórralo primero.',
  'That looks like {0} digits. Draw one.': 'Parecen {0} dígitos. Dibuja uno.',
  'Collected. The model read {0} correctly.': 'Recogido. El modelo leyó bien el {0}.',
  'Collected as {0}. The model read {1}, so this one helps most.':
    'Recogido como {0}. El modelo leyó {1}, así que este ayuda más.',
  '{0} collected': '{0} recogidos',
  '{0} days in a row': '{0} días seguidos',
  '{0} of {1} today': '{0} de {1} hoy',
  'Goal reached: {0} today': 'Meta alcanzada: {0} hoy',
  'correct on MNIST’s test images': 'correctos en las imágenes de prueba de MNIST',
  'correct on pen digits by unseen writers, anywhere on the canvas':
    'correctos en dígitos a lápiz de autores desconocidos, en todo el lienzo',
  'correct on the same digits, very small and large, thin and thick':
    'correctos en los mismos dígitos, muy pequeños y grandes, finos y gruesos',
  Shifted: 'Desplazado',
  Steady: 'Estable',
  'The last two days’ drawings are like those of the two weeks before':
    'Los dibujos de los dos últimos días son como los de las dos semanas anteriores',
  'Test set': 'Conjunto de prueba',
  Accuracy: 'Exactitud',
  Errors: 'Errores',
  'Calibration error': 'Error de calibración',
  '{0} of {1}': '{0} de {1}',
  'Calibration error: how far the confidence is from the share that is correct, on average. No model was trained on these sets.':
    'Error de calibración: cuánto se aparta de media la confianza de la parte correcta. Ningún modelo se entrenó con estos conjuntos.',
  'Confusions in': 'Confusiones en',
  'Confidence in': 'Confianza en',
  'Test set of the confidence': 'Conjunto de prueba de la confianza',
  '{0} confident, {1} correct: {2}': '{0} de confianza, {1} de aciertos: {2}',
  confidence: 'confianza',
  correct: 'aciertos',
  'Each dot stands for the digits of one range of confidence, a larger one for more of them. On the line, the model is right as often as it says; below it, it is too confident.':
    'Cada punto representa los dígitos de un intervalo de confianza; cuanto más grande, más dígitos. En la línea, el modelo acierta tanto como dice; por debajo, está demasiado confiado.',
  'Rows: what was drawn. Columns: what the model read; “–” for not a digit.':
    'Filas: lo dibujado. Columnas: lo que leyó el modelo; «–» si no es un dígito.',
  'Confusions in {0}': 'Confusiones en {0}',
  'The most confident mistakes. Below each image: the label on the left, the prediction on the right.':
    'Los errores cometidos con más confianza. Bajo cada imagen: la etiqueta a la izquierda, la lectura a la derecha.',
  'Loss while training, down to {0} after {1} images.':
    'Pérdida durante el entrenamiento: baja hasta {0} tras {1} imágenes.',
  '{0} to {1}': '{0} a {1}',
  'Digits read each day, {0}: up to {1}.': 'Dígitos leídos por día, {0}: hasta {1}.',
  'Share that the model was unsure of: up to {0}.':
    'Parte de la que el modelo no estaba seguro: hasta {0}.',
  'Share that users corrected: up to {0}.': 'Parte que corrigieron los usuarios: hasta {0}.',
  '{0} · {1} on MNIST': '{0} · {1} en MNIST',
  'Model card of {0}': 'Modelo {0}: su ficha',
  'Version {0} reads your digits.': 'La versión {0} lee tus dígitos.',
  'None yet. A run trains a model with all labelled digits; the gate promotes it unless it is worse than the current one.':
    'Ninguno aún. Cada entrenamiento produce un modelo con todos los dígitos etiquetados; el control lo promueve salvo que sea peor que el actual.',
  'Start a training run?': '¿Iniciar un entrenamiento?',
  'Start the run': 'Iniciar',
  'It continues from the model that serves now and learns from the labelled digits of all users: the last 20,000, at most 2,000 of one user. It takes minutes, or hours if the model has to be trained from the start, and uses the processors of the machine that trains.':
    'Parte del modelo actual y aprende de los dígitos etiquetados de todos los usuarios: los últimos 20 000, como máximo 2000 de cada uno. Dura unos minutos, u horas si hay que entrenar desde el principio, y usa los procesadores de la máquina que entrena.',
  'The gate then measures the candidate. It replaces the current model unless it is clearly less accurate, worse calibrated or slower.':
    'El control evalúa luego al candidato. Reemplaza al modelo actual salvo que sea claramente menos exacto, peor calibrado o más lento.',
  'Wait for my decision after the gate': 'Esperar mi decisión tras el control',
  'The run is queued.': 'El entrenamiento está en cola.',
  'A run is under way.': 'Hay un entrenamiento en curso.',
  'Promote the candidate?': '¿Promover al candidato?',
  Promote: 'Promover',
  'Model {0} then reads the digits of all users within a minute. You can roll back.':
    'El modelo {0} leerá los dígitos de todos los usuarios en menos de un minuto. Podrás revertirlo.',
  'Model {0} was promoted.': 'El modelo {0} fue promovido.',
  'Roll back the model?': '¿Revertir el modelo?',
  'The model that the current one replaced then reads the digits of all users within a minute.':
    'El modelo al que sustituyó el actual leerá los dígitos de todos los usuarios en menos de un minuto.',
  'Model {0} serves again.': 'El modelo {0} vuelve a estar en servicio.',
  'The picture could not be cropped. Try a smaller one.':
    'No se pudo recortar la imagen. Prueba una más pequeña.',
  'That picture is larger than 25 MB. Try a smaller one.':
    'Esa imagen pesa más de 25 MB. Prueba una más pequeña.',
  'That file is not an image, or it is damaged. Try a PNG or a JPEG.':
    'Ese archivo no es una imagen o está dañado. Prueba un PNG o un JPEG.',
  'The picture was read, but this browser can’t keep it after a reload.':
    'La imagen se leyó, pero este navegador no puede conservarla al recargar.',
  'The example could not be loaded. Try again in a moment.':
    'No se pudo cargar el ejemplo. Inténtalo en un momento.',
  'Reading …': 'Leyendo…',
  'Draw a digit': 'Dibuja un dígito',
  'Not a digit. Is it one? Tap it.': 'No es un dígito. ¿Lo es? Tócalo.',
  'No digit found yet': 'Aún no se encontró ningún dígito',
  'Confirmed by you': 'Confirmado por ti',
  'Corrected by you from {0} to {1}': 'Corregido por ti de {0} a {1}',
  'or {0}: {1}': 'o {0}: {1}',
  ', labelled': ', etiquetado',
  'Digit {0}: {1}': 'Dígito {0}: {1}',
  'Only the first {0} digits were read.': 'Solo se leyeron los primeros {0} dígitos.',
  'Saved.': 'Guardado.',
  'Thank you.': 'Gracias.',
  'Space clears, Enter predicts.': 'Espacio borra, Intro lee.',
  'Wrong? Choose the right digit.': '¿Mal? Elige el dígito correcto.',
  'The next model learns from it.': 'Servirá para entrenar el próximo modelo.',
  'Pen colour': 'Color del lápiz',
  'Paper colour': 'Color del papel',
  'Pen and paper have so little contrast that the digits may not be found.':
    'Lápiz y papel contrastan tan poco que quizá no se encuentren los dígitos.',
  '{0}, picker': '{0}, selector',
  Default: 'Predeterminado',
  '{0}: use the default': '{0}: usar el predeterminado',
  'Link copied. It replays your drawing stroke by stroke.':
    'Enlace copiado. Reproduce tu dibujo trazo a trazo.',
  'The link is in the address bar.': 'El enlace está en la barra de direcciones.',
  'That link contains no drawing that can be read.': 'Ese enlace no contiene un dibujo legible.',
  'Colours follow the system': 'Los colores siguen al sistema',
  'Light colours': 'Colores claros',
  'Dark colours': 'Colores oscuros',
  manually: 'manualmente',
  'on schedule': 'de forma programada',
  'by corrections': 'por las correcciones',
  queued: 'en cola',
  running: 'en curso',
  measuring: 'en evaluación',
  promoted: 'promovido',
  refused: 'rechazado',
  failed: 'fallido',
  'End of the log': 'Final del registro',
  waits: 'por decidir',
  'started {0}': 'iniciado {0}',
  '{0} labelled digits': '{0} dígitos etiquetados',
  'from {0}': 'desde {0}',
  'made {0}': 'produjo {0}',
  Progress: 'Progreso',
  'Waiting for the job to start.': 'Esperando a que empiece.',
  'Training.': 'Entrenando.',
  'The gate measures the candidate.': 'El control evalúa al candidato.',
  'The training data lacks {0}, so the gate could not measure everything. ./cirrus up and ./cirrus deploy take a folder with all of it as --training-data DIR.':
    'A los datos de entrenamiento les falta {0}, así que el control no pudo medirlo todo. ./cirrus up y ./cirrus deploy aceptan una carpeta con todos los datos como --training-data DIR.',
  'The gate found nothing against the candidate, which now waits for your decision.':
    'El control no encontró nada en contra del candidato, que espera tu decisión.',
  'It is never used unless you promote it.': 'Solo se usará si lo promueves.',
  'The gate’s figures': 'Las cifras del control',
  Set: 'Conjunto',
  Candidate: 'Candidato',
  Current: 'Actual',
  'On {0} of {1} recorded digits the candidate agrees with the current model.':
    'En {0} de {1} dígitos guardados, el candidato coincide con el modelo actual.',
  'top left': 'superior izquierda',
  'top centre': 'superior central',
  'top right': 'superior derecha',
  'middle left': 'media izquierda',
  'middle right': 'media derecha',
  'bottom left': 'inferior izquierda',
  'bottom centre': 'inferior central',
  'bottom right': 'inferior derecha',
  centre: 'central',
  'Cirrus · handwritten digit recognition': 'Cirrus · reconocimiento de dígitos manuscritos',
  'Readings are listed here': 'Aquí aparecen tus lecturas',
  '1 digit': '1 dígito',
  '{0} digits': '{0} dígitos',
  '1 reading': '1 lectura',
  '{0} readings': '{0} lecturas',
  '1 labelled digit': '1 dígito etiquetado',
  Red: 'Rojo',
  Green: 'Verde',
  Blue: 'Azul',
  'Training: {0} %, {1}.': 'Entrenamiento: {0} %, {1}.',
  'The service responded with status {0}.': 'El servicio respondió con el estado {0}.',
  'row {0} is not a label from 0 to 9 with 784 values from 0 to 255':
    'la fila {0} no es una etiqueta de 0 a 9 con 784 valores de 0 a 255',
  'Loading the network …': 'Cargando la red…',
  'The network that reads at the moment cannot be shown on this device. Reading works as usual.':
    'La red que lee en este momento no se puede mostrar en este dispositivo. La lectura funciona como siempre.',
  'Draw, and see what each layer finds. Point at anything to see which part of the drawing drives it.':
    'Dibuja y mira qué encuentra cada capa. Señala cualquier cosa para ver qué parte del dibujo la activa.',
  'Draw a digit to send it through the network.': 'Dibuja un dígito para enviarlo por la red.',
  'Step by step': 'Paso a paso',
  'Show everything': 'Mostrar todo',
  Next: 'Siguiente',
  'Full screen': 'Pantalla completa',
  'Leave full screen': 'Salir de pantalla completa',
  Print: 'Imprimir',
  'The picture': 'La imagen',
  'The drawing is centred and made smaller until it is 28 × 28 dots. Each dot is a number: 0 is paper, 1 is full ink. These 784 numbers are all that the network gets.':
    'El dibujo se centra y se reduce a 28 × 28 puntos. Cada punto es un número: 0 es papel, 1 es tinta plena. Estos 784 números son todo lo que recibe la red.',
  'Layer {0}': 'Capa {0}',
  '{0} maps of {1} × {2}': '{0} mapas de {1} × {2}',
  '{0} small filters slide over the picture. Each compares 3 × 3 dots with its own pattern and lights up where it fits: at an upper edge, say, or at a slope.':
    '{0} filtros pequeños recorren la imagen. Cada uno compara 3 × 3 puntos con su propio patrón y se ilumina donde encaja: en un borde superior, por ejemplo, o en una pendiente.',
  'The filters of this layer look for patterns in all maps of the previous layer. Each unit depends on {0} × {1} dots of the picture.':
    'Los filtros de esta capa buscan patrones en todos los mapas de la capa anterior. Cada unidad depende de {0} × {1} puntos de la imagen.',
  'The filters of this layer look for patterns in all maps of the previous layer. Each unit can depend on the whole picture now.':
    'Los filtros de esta capa buscan patrones en todos los mapas de la capa anterior. Ahora cada unidad puede depender de toda la imagen.',
  'They look at every second position only, so the maps are half as wide.':
    'Solo miran una posición de cada dos, así que los mapas tienen la mitad de ancho.',
  'What layer {0} found is added to it, so that nothing gets lost on the way.':
    'Se le suma lo que encontró la capa {0}, para que nada se pierda por el camino.',
  'The answer': 'La respuesta',
  'Each map of the last layer becomes one number, its mean. Every digit has its own weights for these {0} numbers; the weighted sum is its score. The scores become probabilities, which add up to 100 %.':
    'Cada mapa de la última capa se convierte en un número, su media. Cada dígito tiene sus propios pesos para estos {0} números; la suma ponderada es su puntuación. Las puntuaciones se convierten en probabilidades, que suman el 100 %.',
  none: 'ninguno',
  'not a digit': 'no es un dígito',
  'Layer {0}, map {1}': 'Capa {0}, mapa {1}',
  'At this position it is at {0} of this layer’s maximum.':
    'En esta posición está al {0} del máximo de esta capa.',
  'Its strongest position is at {0} of this layer’s maximum.':
    'Su punto más fuerte está al {0} del máximo de esta capa.',
  'It is silent: nothing in the drawing fits its pattern.':
    'Está apagado: nada en el dibujo encaja con su patrón.',
  'It is silent at this position.': 'Está apagado en esta posición.',
  'Orange ink drives it, blue ink works against it.':
    'La tinta naranja lo activa, la azul actúa en contra.',
  'The frame is all that it can see.': 'Solo ve lo que hay dentro del marco.',
  'Orange ink counts towards {0}, blue ink against it.':
    'La tinta naranja juega a favor de {0}, la azul en contra.',
  'Point at a map, a dot in it, or a digit of the answer. With the keyboard: arrow keys, and Enter to switch a map off.':
    'Señala un mapa, un punto de él o un dígito de la respuesta. Con el teclado: las flechas, e Intro para apagar un mapa.',
  'Switch this map off': 'Apagar este mapa',
  'Switch it on again': 'Volver a encenderlo',
  'Break it': 'Estropéala',
  'How much can you disturb it before the answer changes?':
    '¿Cuánto puedes alterarla hasta que cambie la respuesta?',
  Noise: 'Ruido',
  'Move sideways': 'Mover de lado',
  'Move up or down': 'Subir o bajar',
  Turn: 'Girar',
  'Switch off the strongest map of the last layer': 'Apagar el mapa más fuerte de la última capa',
  'Repair everything': 'Reparar todo',
  '1 map is off': '1 mapa está apagado',
  '{0} maps are off': '{0} mapas están apagados',
  'It still reads {0} ({1}).': 'Sigue leyendo {0} ({1}).',
  'Now it reads {0} ({1}) instead of {2}.': 'Ahora lee {0} ({1}) en lugar de {2}.',
  'It reads {0} ({1}).': 'Lee {0} ({1}).',
  'Feature maps of layer {0}, {1} of them. Arrow keys select one, Enter switches it off or on.':
    'Mapas de características de la capa {0}, {1} en total. Las flechas eligen uno, Intro lo apaga o enciende.',
  'Without the marked part at the {0}, it would be a {1}.':
    'Sin la parte marcada ({0}), sería un {1}.',
  'It stays a {0}, whichever part is covered.':
    'Sigue siendo un {0}, se tape la parte que se tape.',
  'The body is larger than 5 MB: send a smaller picture.':
    'La imagen supera los 5 MB: envía una más pequeña.',
  'The {0} is broken or cut short: save or send it again.':
    'El {0} está dañado o incompleto: guárdalo o envíalo otra vez.',
  "The {0}'s colour space is not supported: save it as RGB.":
    'El espacio de color del {0} no es compatible: guárdalo como RGB.',
  'The JPEG has {0} scans, too many for its size: save it as baseline, or smaller.':
    'El JPEG tiene {0} pasadas, demasiadas para su tamaño: guárdalo como baseline o más pequeño.',
  'The JPEG has more than {0} scans: save it again, as baseline or progressive.':
    'El JPEG tiene más de {0} pasadas: guárdalo de nuevo, como baseline o progresivo.',
  'The picture has more than 40 million pixels: make it smaller.':
    'La imagen tiene más de 40 millones de píxeles: redúcela.',
  'The picture has too many shapes to be a sheet of digits: crop it to the digits, or photograph them on plain paper.':
    'La imagen tiene demasiadas formas para ser una hoja de dígitos: recórtala a los dígitos o fotografíalos sobre papel liso.',
  'The picture holds more than 64 digits: cut it into pieces.':
    'La imagen contiene más de 64 dígitos: córtala en partes.',
  'The ledger does not answer: try again in a moment.':
    'El registro no responde: inténtalo de nuevo en un momento.',
  'There is not enough memory for this request right now: try again in a moment.':
    'Ahora no hay memoria suficiente para esta solicitud: inténtalo de nuevo en un momento.',
  'A service that this request needs does not answer. The next request continues a run that was started: try again in some minutes.':
    'Un servicio que esta solicitud necesita no responde. La próxima solicitud continuará el entrenamiento iniciado: inténtalo de nuevo en unos minutos.',
  'The run has no candidate that passed the gate and awaits promotion.':
    'El entrenamiento no tiene ningún candidato que haya pasado el control y espere su promoción.',
  'The current model is not the one that the candidate was measured against: start a new run.':
    'El modelo actual no es aquel con el que se comparó el candidato: inicia un nuevo entrenamiento.',
  'Another request changed the model at the same time: try again.':
    'Otra solicitud cambió el modelo al mismo tiempo: inténtalo de nuevo.',
  'The shipped model serves; there is none before it.':
    'El modelo incluido está en servicio; no hay ninguno anterior.',
  'No run promoted the current model, so it is not known which one served before it.':
    'Ningún entrenamiento produjo el modelo actual, así que no se sabe cuál estaba antes en servicio.',
  'It has the version of the current model.': 'Tiene la versión del modelo actual.',
  'The held-out set {0} is not a pinned one: its SHA-256 is {1}.':
    'El conjunto reservado {0} no es uno de los fijados: su SHA-256 es {1}.',
  'It takes {0} times as long as the current model; the limit is {1}.':
    'Tarda {0} veces lo que el modelo actual; el límite es {1}.',
  '{0} of its {1} classifications of {2} contain NaN or an infinite value.':
    '{0} de sus {1} clasificaciones de {2} contienen NaN o un valor infinito.',
  "Its expected calibration error on {0} is {1}; the current model's is {2}.":
    'Su error de calibración esperado en {0} es {1}; el del modelo actual es {2}.',
  "Its accuracy on {0} is {1} %; the current model's is {2} %.":
    'Su exactitud en {0} es del {1} %; la del modelo actual es del {2} %.',
  "Its accuracy on {0} is {1} %; the shipped model's is {2} %.":
    'Su exactitud en {0} es del {1} %; la del modelo incluido es del {2} %.',
  "Its accuracy on the {0}s of {1} is {2} %; the current model's is {3} %.":
    'Su exactitud en los {0} de {1} es del {2} %; la del modelo actual es del {3} %.',
  "Its accuracy on the {0}s of {1} is {2} %; the shipped model's is {3} %.":
    'Su exactitud en los {0} de {1} es del {2} %; la del modelo incluido es del {3} %.',
  'It expects pixels from 0 to 255 instead of 0 to 1.':
    'Espera píxeles de 0 a 255 en lugar de 0 a 1.',
  'It expects dark ink on bright paper instead of bright ink.':
    'Espera tinta oscura sobre papel claro en lugar de tinta clara.',
  'The current model changed while the candidate was measured against it.':
    'El modelo actual cambió mientras se comparaba el candidato con él.',
  'The job succeeded but left no card.json or no evaluation.gz: see its log.':
    'El trabajo terminó bien pero no dejó card.json o evaluation.gz: mira su registro.',
  'The digit mix shifted by {0} %.': 'La distribución de los dígitos cambió un {0} %.',
  'The model is unsure of {0} % of the digits, up from {1} %.':
    'El modelo duda en el {0} % de los dígitos; antes, en el {1} %.',
  'Owners correct {0} % of the digits, up from {1} %.':
    'Los usuarios corrigen el {0} % de los dígitos; antes, el {1} %.',
  'Imported: {0} of {1} digits.': 'Importados: {0} de {1} dígitos.',
  'Labelled digits imported: {0}. They are listed in a moment.':
    'Dígitos etiquetados importados: {0}. Aparecerán en un momento.',
  'All your data is deleted: {0}.': 'Todos tus datos están borrados: {0}.',
  'Labelled digits: {0}. The candidate reads {1} of them as labelled, the current model {2}.':
    'Dígitos etiquetados: {0}. El candidato lee {1} como se etiquetaron, el modelo actual {2}.',
  'Too few readings to tell whether drawings have changed: {0} in the last two days and {1} in the two weeks before; each needs {2}':
    'Muy pocas lecturas para saber si los dibujos han cambiado: {0} en los dos últimos días y {1} en las dos semanas anteriores; hacen falta {2} en cada periodo',
  'Left edge, move with the arrow keys': 'Borde izquierdo, mover con las flechas',
  'Right edge, move with the arrow keys': 'Borde derecho, mover con las flechas',
  'Top edge, move with the arrow keys': 'Borde superior, mover con las flechas',
  'Bottom edge, move with the arrow keys': 'Borde inferior, mover con las flechas',
  'The picture; when it is enlarged, the arrow keys move it': 'La imagen; ampliada, se mueve con las flechas',
  'Zoom in': 'Ampliar',
  'Zoom out': 'Reducir',
  'Model {0} learned from one of your labels.': 'El modelo {0} aprendió de una de tus etiquetas.',
  '{0} of your labels helped to train model {1}.': '{0} de tus etiquetas sirvieron para entrenar el modelo {1}.',
  'The digit that had been misread is now read as you labelled it.':
    'El dígito que se había leído mal ahora se lee como lo etiquetaste.',
  'The digit that had been misread is still misread.':
    'El dígito que se había leído mal se sigue leyendo mal.',
  'Of the {0} digits that had been misread, it reads {1} as you labelled them.':
    'De los {0} dígitos que se habían leído mal, lee {1} como los etiquetaste.',
  'Of those that had been read correctly, it misreads {0}.': 'De los que se habían leído bien, lee mal {0}.',
  'Most similar of 300 training digits (MNIST, CC BY-SA 3.0)': 'Los más parecidos de 300 dígitos de entrenamiento (MNIST, CC BY-SA 3.0)',
  'cancelled': 'cancelado',
  'Cancel the run': 'Cancelar el entrenamiento',
  'Refuse': 'Rechazar',
  'Refuse the candidate?': '¿Rechazar al candidato?',
  'Model {0} can then no longer be promoted.': 'El modelo {0} ya no podrá promoverse.',
  'Cancel the run?': '¿Cancelar el entrenamiento?',
  'What it has learned is lost. The next run learns from the same labelled digits.':
    'Lo que ha aprendido se pierde. El próximo aprenderá de los mismos dígitos etiquetados.',
  'The candidate was refused.': 'El candidato fue rechazado.',
  'The run was cancelled.': 'El entrenamiento fue cancelado.',
  'An administrator refused the candidate.': 'Un administrador rechazó al candidato.',
  'The candidate is being promoted: roll back afterwards.':
    'El candidato se está promoviendo: revierte el modelo después.',
  'The run is being started: try again in a moment.':
    'El entrenamiento está empezando: inténtalo de nuevo en un momento.',
  'The run has changed at the same time: try again.':
    'El entrenamiento ha cambiado al mismo tiempo: inténtalo de nuevo.',
  'The run has ended.': 'El entrenamiento ha terminado.',
};

export default translations;
