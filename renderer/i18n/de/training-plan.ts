import type { trainingPlan as english } from '../en/training-plan'
import type { Words } from '../words'

export const trainingPlan: Words<typeof english> = {
  what: 'Was trainiert wird',
  lora: 'LoRA: eine kleine Zusatzdatei, die ändert, wie das Modell antwortet; das Modell selbst bleibt, wie es war.',
  departure:
    'Die Veröffentlichung trainierte alle Gewichte des Modells auf acht GPUs. Stattdessen einen LoRA-Adapter zu trainieren ist eine Abweichung davon, in jeder Voreinstellung.',
  range: '{{min}} bis {{max}}',
  rangeUnit: '{{min}} bis {{max}} {{unit}}',
  usual: 'Voreinstellung {{value}}',
  reset: 'Zurück auf {{value}}',
  outside: 'Möglich: {{range}}. Der letzte Wert bleibt.',
  more: 'Weitere Einstellungen',
  saved: 'Der Plan wird gespeichert, während Sie ihn ändern.',
  measure: 'Auf diesem Rechner messen',
  reader: 'Plan und Start liegen bei der Rolle Aufbau. Läufe und Adapter stehen Ihnen offen.',
  units: {
    tokens: 'Token',
    samples: 'Beispiele',
    steps: 'Schritte',
    times: 'Mal',
    share: '',
    bytes: '',
    none: '',
  },
  presets: {
    title: 'Ausgangspunkt',
    paper: {
      name: 'Wie veröffentlicht',
      text: 'Deren Lernrate, Stapel und Durchgänge, zum Vergleich mit den veröffentlichten Zahlen.',
    },
    lora: {
      name: 'Üblich für LoRA',
      text: 'Höhere Lernraten und kleinere Stapel, wie sie zu einem Adapter passen. Beginnen Sie hier.',
    },
    trial: {
      name: 'Kurzer Versuch',
      text: 'Wenige Minuten mit wenigen Daten, um zu sehen, dass alles geht. Nicht zum Gebrauch.',
    },
    figures: 'Lernrate {{rate}} · Stapel {{batch}} · {{epochs}} · {{tokens}} Token',
    passes_one: '{{number}} Durchgang',
    passes_other: '{{number}} Durchgänge',
    custom: 'Eigene Einstellungen, ausgehend von „{{name}}“.',
    replaced: 'Die Einstellungen sind jetzt die von „{{name}}“.',
  },
  stages: {
    title: 'Zwei Stufen nacheinander',
    on: 'Diese Stufe trainieren',
    pretraining: {
      name: '1 Vortraining mit Berichten',
      text: 'Das Modell liest ganze Berichte und lernt, wie sie geschrieben sind.',
    },
    tuning: {
      name: '2 Training mit Anweisungen',
      text: 'Das Modell lernt zu antworten: Bericht und Frage sind gegeben, gelernt wird die Antwort.',
    },
    notes_one: '{{number}} Bericht',
    notes_other: '{{number}} Berichte',
    pairs_one: '{{number}} Paar',
    pairs_other: '{{number}} Paare',
    train: '{{what}} zum Lernen',
    validation: '{{what}} zum Prüfen',
    confidential: '{{number}} vertraulich',
    steps_one: 'etwa {{number}} Schritt',
    steps_other: 'etwa {{number}} Schritte',
  },
  parts: {
    adapter: 'Adapter',
    looks: 'Blicke auf die Prüfseite',
    keeping: 'Zwischenstände und Probeantworten',
    machine: 'Rechner',
  },
  fields: {
    modelId: {
      label: 'Grundmodell',
      help: 'Der Adapter gehört zu genau diesem Modell und zu keinem anderen.',
    },
    startAdapterId: {
      label: 'Weiter mit',
      help: 'Ein früherer Adapter dieses Modells wird weiter trainiert; sonst beginnt ein neuer.',
      none: 'Ein neuer Adapter',
    },
    style: {
      label: 'Eingabe',
      help: 'Wie Bericht und Frage dem Modell vorgelegt werden. Ebenso wird der Adapter später gefragt.',
      asclepius: 'Die veröffentlichte Vorlage',
      model: 'Die des Modells ({{family}})',
    },
    device: {
      label: 'Läuft auf',
      help: 'Automatisch nimmt die Grafikkarte, wo es eine gibt.',
      auto: 'Automatisch',
      cpu: 'Prozessor',
      cuda: 'Grafikkarte (CUDA)',
      vulkan: 'Grafikkarte (Vulkan)',
    },
    precision: {
      label: 'Rechengenauigkeit',
      help: 'Wie genau Produkte beim Lernen gerechnet werden. Halb so viele Stellen sind auf Prozessoren, die damit rechnen (AVX512-BF16), etwa um die Hälfte schneller; andere und Grafikkarten lehnen sie ab. Der Selbsttest vor jedem Training hält den Unterschied unter einer Grenze.',
      single: 'Einfache Genauigkeit (32 Bit)',
      bfloat16: 'bfloat16 (16 Bit)',
    },
    context: {
      label: 'Längstes Beispiel',
      help: 'In Token, Wortstücken. Ein längerer Bericht wird am Ende gekürzt; Frage und Antwort nie.',
    },
    seed: {
      label: 'Startwert',
      help: 'Bestimmt Reihenfolge und jede Ziehung: derselbe Startwert ergibt denselben Adapter.',
    },
    threads: {
      label: 'Rechenfäden',
      help: 'Kerne, die zugleich rechnen. 0: alle des Rechners bis auf einen.',
    },
    lora: {
      rank: {
        label: 'Rang',
        help: 'Wie viel der Adapter lernen kann und wie groß seine Datei wird.',
      },
      alpha: {
        label: 'Alpha',
        help: 'Wie stark er wirkt: meist das Doppelte des Rangs.',
      },
      targets: {
        label: 'Teile jeder Schicht',
        help: 'q, k, v und o lenken die Aufmerksamkeit; gate, up und down formen um. Üblich sind alle.',
      },
    },
    validateEvery: {
      label: 'Blick alle',
      help: 'Schritte zwischen zwei Blicken auf Beispiele, aus denen nicht gelernt wird. 0: nie.',
    },
    validationSamples: {
      label: 'Beispiele je Blick',
      help: 'Mehr machen den Prüfverlust ruhiger und jeden Blick langsamer.',
    },
    patience: {
      label: 'Geduld',
      help: 'Blicke ohne Gewinn, nach denen eine Stufe mit ihrem besten Stand früher endet. 0: nie.',
    },
    minimumGain: {
      label: 'Kleinster Gewinn',
      help: 'Ein Blick zählt als Gewinn, wenn der Prüfverlust um mehr als das fällt.',
    },
    checkpointEvery: {
      label: 'Zwischenstand alle',
      help: 'Schritte zwischen zwei gespeicherten Ständen. Nach einem Stromausfall geht es dort weiter.',
    },
    sampleQuestions: {
      label: 'Probefragen',
      help: 'Werden an jedem Zwischenstand neben dem Grundmodell beantwortet. 0: keine.',
    },
    sampleTokens: {
      label: 'Längste Probeantwort',
      help: 'In Token; längere kosten an jedem Zwischenstand mehr Zeit.',
    },
    plantedStrings: {
      label: 'Eingestreute Zeichenfolgen',
      help: 'Erfundene Nummern zwischen den Trainingsdaten. Danach misst ein Test, wie gut sie auswendig gelernt wurden. 0: keine.',
    },
    stage: {
      epochs: { label: 'Durchgänge', help: 'Wie oft jedes Beispiel gesehen wird.' },
      learningRate: {
        label: 'Lernrate',
        help: 'Wie weit jeder Schritt geht; 2e-5 ist 0,00002. Zu hoch vergisst, zu niedrig lernt nichts.',
      },
      schedule: {
        label: 'Verlauf der Rate',
        help: 'Nach dem Anlauf bleibt sie, fällt gerade oder fällt als Kosinus.',
        constant: 'Bleibt',
        linear: 'Fällt gerade',
        cosine: 'Fällt als Kosinus',
      },
      warmupShare: {
        label: 'Anlauf',
        help: 'Teil der Schritte, in denen die Rate von null ansteigt.',
      },
      finalFraction: {
        label: 'Rest am Ende',
        help: 'Teil der Lernrate, bei dem der Fall endet.',
      },
      batch: {
        label: 'Stapel',
        help: 'Beispiele, die zusammen einen Schritt ergeben. Größer ist ruhiger und braucht weniger Schritte.',
      },
      weightDecay: {
        label: 'Gewichtsabbau',
        help: 'Zieht den Adapter dahin zurück, nichts zu tun. Die Veröffentlichung hat 0.',
      },
      beta1: { label: 'Beta 1', help: 'Wie lange das Verfahren die Richtung behält.' },
      beta2: { label: 'Beta 2', help: 'Wie lange das Verfahren die Schrittgröße behält.' },
      epsilon: { label: 'Epsilon', help: 'Bewahrt das Verfahren davor, durch null zu teilen.' },
      clip: {
        label: 'Gradienten kürzen auf',
        help: 'Ein größerer Schritt wird darauf gekürzt. 0: nie.',
      },
      maxSamples: {
        label: 'Höchstens',
        help: 'Berichte oder Paare, nach dem Startwert gezogen. Leer: alle.',
        all: 'alle',
      },
    },
  },
  data: {
    title: 'Was hineingeht',
    notes: 'Berichte',
    pairs: 'Paare',
    ofThem: '{{train}} zum Lernen, {{validation}} zum Prüfen',
    confidential: 'Vertraulich',
    confidentialText:
      'Es wird aus örtlichen Berichten gelernt: der Adapter bleibt für immer vertraulich und kann nicht weitergegeben werden.',
    none: 'keine',
    mean: 'Ein Paar hat',
    meanText: 'etwa {{mean}} Zeichen, höchstens {{max}}',
    context: 'Kontext des Modells',
    link: 'Aufteilung ansehen',
  },
  care: {
    title: 'Einen Blick wert',
    none: 'Nichts Auffälliges in diesem Plan.',
    stop_one: '{{number}} Sache steht im Weg',
    stop_other: '{{number}} Sachen stehen im Weg',
    care_one: '{{number}} auffällige Wahl',
    care_other: '{{number}} auffällige Einstellungen',
  },
  warnings: {
    'both-stages-off': 'Beide Stufen sind aus: nichts würde trainiert. Schalten Sie eine ein.',
    'no-notes':
      'Es gibt keine Berichte zum Lernen. Erzeugen Sie welche in der Synthese oder schalten Sie dies aus.',
    'no-pairs':
      'Es gibt keine Paare zum Lernen. Erzeugen und teilen Sie welche unter Anweisungen, oder schalten Sie dies aus.',
    'no-validation':
      'Auf der Prüfseite ist nichts: man sieht nicht, ob es lernt oder auswendig lernt.',
    'patience-without-validation':
      'Früher enden braucht Blicke auf die Prüfseite, und es gibt keine.',
    'learning-rate-low-for-lora':
      '{{rate}} passt zum Training aller Gewichte. Ein Adapter lernt damit wenig; üblich ist {{usual}}.',
    'learning-rate-high': '{{rate}} ist hoch: das Modell kann zerfallen. Üblich ist {{usual}}.',
    'few-steps': 'Daraus werden wenige Schritte: etwa {{steps}}. Ein kleinerer Stapel ergibt mehr.',
    'batch-above-data': 'Ein Stapel von {{batch}} ist mehr, als es gibt: etwa {{samples}}.',
    'few-samples': 'Nur {{samples}} zum Lernen: genug zum Ausprobieren, nicht zum Gebrauch.',
    'many-epochs': 'Nach {{epochs}} Durchgängen kennt es seine {{samples}} Beispiele auswendig.',
    'context-beyond-model':
      'Das Modell ist für {{model}} Token gemacht; darüber liest es schlecht.',
    'context-short-for-data':
      'Das längste Paar hat etwa {{longest}} Token: sein Bericht würde gekürzt. Im Mittel sind es {{mean}}.',
    'context-long-for-data':
      'Das längste Paar hat etwa {{longest}} Token. Ein kürzerer Kontext braucht weniger Speicher.',
    'rank-high-for-data': 'Rang {{rank}} bei {{samples}} Beispielen lädt zum Auswendiglernen ein.',
    'alpha-odd': 'Alpha {{alpha}} ist weit von Rang {{rank}}. Üblich ist das Ein- bis Zweifache.',
    'few-targets':
      'Nur {{targets}} von sieben Teilen können sich ändern. Der Adapter lernt vielleicht wenig.',
    'warmup-long': '{{share}} der Schritte ({{steps}}) gehen in den Anlauf.',
    'warmup-none': 'Bei {{rate}} ohne Anlauf können die ersten Schritte schaden.',
    'weight-decay-not-paper':
      'Die Veröffentlichung hat keinen Gewichtsabbau; hier sind es {{decay}}.',
    'checkpoint-never':
      'Eine Stufe ist kürzer (etwa {{steps}}): kein Zwischenstand vor ihrem Ende und unterwegs keine Probeantworten.',
    'validation-costly':
      '{{looks}} Blicke auf {{samples}} Beispiele kosten etwa {{share}} der Lernzeit.',
    'start-adapter-decides': 'Sein Rang, Alpha und seine Teile ersetzen die dieses Plans.',
    'style-of-base':
      'Mit der Eingabe des Modells ist der Adapter mit den veröffentlichten nicht vergleichbar.',
  },
  empty: {
    model: {
      title: 'Noch kein Modell',
      text: 'Ein Adapter wird für ein Modell auf diesem Rechner trainiert. Holen Sie eines oder nehmen Sie das Beispielmodell.',
      action: 'Zu den Modellen',
    },
    data: {
      title: 'Noch nichts, woraus gelernt werden kann',
      text: 'Ein Adapter lernt aus den Berichten und den Fragen mit ihren Antworten, nach Fällen aufgeteilt.',
      action: 'Zu den Anweisungen',
    },
  },
}
