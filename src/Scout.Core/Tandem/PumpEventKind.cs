using System.Collections.Immutable;

namespace Scout.Core.Tandem;

/// <summary>What an event of a sensor's session tells.</summary>
public enum SessionStep
{
    None,
    Start,
    Join,
    Stop,
}

/// <summary>A kind of event that Scout knows.</summary>
/// <param name="Code">Tandem's number for it.</param>
/// <param name="Name">Tandem's name for it, for example LID_BASAL_DELIVERY.</param>
/// <param name="Class">Null: decoded, but not synced.</param>
/// <param name="AskedFor">Among the 55 codes that a filter by default asks for.</param>
public sealed record PumpEventKind(
    int Code,
    string Name,
    PumpClass? Class,
    SessionStep Step,
    bool AskedFor,
    ImmutableArray<PumpField> Fields
)
{
    /// <summary>All kinds, by code.</summary>
    public static ImmutableArray<PumpEventKind> All { get; } = PumpEventTable.Read();

    private static readonly PumpEventKind?[] ByCode = Index();

    /// <summary>Null: no kind that Scout knows.</summary>
    public static PumpEventKind? Find(int code) => (uint)code < (uint)ByCode.Length ? ByCode[code] : null;

    public PumpField? Field(string name) => IndexOf(name) is >= 0 and var index ? Fields[index] : null;

    /// <summary>-1: the kind has no such field.</summary>
    internal int IndexOf(string name)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            if (string.Equals(Fields[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static PumpEventKind?[] Index()
    {
        var kinds = new PumpEventKind?[4096];
        foreach (var kind in All)
        {
            kinds[kind.Code] = kind;
        }

        return kinds;
    }
}
