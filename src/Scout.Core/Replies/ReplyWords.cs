using System.Collections.Frozen;

namespace Scout.Core.Replies;

/// <summary>
/// The words of texts, in capitals and without accents. Words of all languages are understood from everybody: families
/// mix languages, and no word means two things.
/// </summary>
internal static class ReplyWords
{
    public const string Acknowledge = "acknowledge";
    public const string Snooze = "snooze";
    public const string Close = "close";
    public const string Escalate = "escalate";
    public const string List = "list";
    public const string Who = "who";
    public const string Status = "status";
    public const string Take = "take";
    public const string Cover = "cover";

    public static FrozenDictionary<string, string> Verbs { get; } =
        Table(
            (Acknowledge, "A ACK OK OKAY ACKNOWLEDGE"),
            (Acknowledge, "VISTO RECIBIDO ENTERADO VALE"),
            (Acknowledge, "QUITTIEREN QUITTIERT GESEHEN UBERNEHME UEBERNEHME UBERNEHMEN UEBERNEHMEN"),
            (Acknowledge, "VU RECU COMPRIS DACCORD"),
            (Acknowledge, "RECEBIDO CIENTE ASSUMO"),
            (Snooze, "S SNOOZE"),
            (Snooze, "POSPONER APLAZAR"),
            (Snooze, "SPATER SPAETER SCHLUMMERN"),
            (Snooze, "REPORTER"),
            (Snooze, "ADIAR SONECA"),
            (Close, "C CLOSE FIX"),
            (Close, "CERRAR"),
            (Close, "SCHLIESSEN ERLEDIGT"),
            (Close, "FERMER CLORE"),
            (Close, "FECHAR ENCERRAR"),
            (Escalate, "E ESC ESCALATE"),
            (Escalate, "ESCALAR DERIVAR"),
            (Escalate, "WEITERGEBEN ESKALIEREN"),
            (Escalate, "TRANSMETTRE ESCALADER"),
            (Escalate, "ENCAMINHAR REPASSAR"),
            (List, "L LIST ?"),
            (List, "LISTA"),
            (List, "LISTE"),
            (Who, "WHO QUIEN WER QUI QUEM"),
            (Status, "BG STATUS ESTADO WERTE ETAT STATUT"),
            (Take, "TAKE"),
            (Cover, "COVER")
        );

    public static FrozenDictionary<string, int> Units { get; } =
        Table(
            (1, "M MIN MINS MINUTE MINUTES MINUTEN MINUTO MINUTOS"),
            (60, "H HR HRS HOUR HOURS STD STUNDE STUNDEN HORA HORAS HEURE HEURES"),
            (60 * 24, "D DAY DAYS TAG TAGE TAGEN DIA DIAS JOUR JOURS")
        );

    /// <summary>Dictated texts hold these beside a verb.</summary>
    public static FrozenDictionary<string, int> Numbers { get; } =
        Table(
            (1, "ONE UNO EINS UN UM"),
            (2, "TWO DOS ZWEI DEUX DOIS"),
            (3, "THREE TRES DREI TROIS"),
            (4, "FOUR CUATRO VIER QUATRE QUATRO"),
            (5, "FIVE CINCO FUNF FUENF CINQ"),
            (6, "SIX SEIS SECHS"),
            (7, "SEVEN SIETE SIEBEN SEPT SETE"),
            (8, "EIGHT OCHO ACHT HUIT OITO"),
            (9, "NINE NUEVE NEUN NEUF NOVE")
        );

    public static FrozenSet<string> Until { get; } = Set("UNTIL TILL TIL HASTA BIS JUSQUA JUSQUE JUSQU ATE");

    /// <summary>Between "until" and the time: "hasta las 8:00", "jusqu'à 8 h".</summary>
    public static FrozenSet<string> Articles { get; } = Set("LAS LA AS A UM AT");

    /// <summary>After a time: "8 Uhr", "8h".</summary>
    public static FrozenSet<string> Clock { get; } = Set("H UHR HRS HORAS HEURES");

    /// <summary>Reserved by carriers as whole messages. Never commands.</summary>
    public static FrozenSet<string> OptOut { get; } = Set("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT");

    public static FrozenSet<string> OptIn { get; } = Set("START YES UNSTOP");

    public static FrozenSet<string> Help { get; } = Set("HELP INFO");

    // Add throws on a word that stands twice: none means two things.
    private static FrozenDictionary<string, T> Table<T>(params ReadOnlySpan<(T Meaning, string Words)> rows)
    {
        var table = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (meaning, words) in rows)
        {
            foreach (var word in words.Split(' '))
            {
                table.Add(word, meaning);
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
