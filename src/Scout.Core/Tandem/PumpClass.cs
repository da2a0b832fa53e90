using System.Collections.Frozen;

namespace Scout.Core.Tandem;

/// <summary>What an event is synced as. A run handles one class after another.</summary>
public enum PumpClass
{
    Basal,
    BasalSuspension,
    BasalResume,
    Alarm,
    Bolus,
    Cartridge,
    CgmAlert,
    CgmStartJoinStop,
    CgmReading,
    UserMode,
    DeviceStatus,
}

/// <summary>The names of the classes, as people see them in the output of a check.</summary>
public static class PumpClasses
{
    private static readonly FrozenDictionary<string, PumpClass> ByName = new Dictionary<string, PumpClass>
    {
        ["BASAL"] = PumpClass.Basal,
        ["BASAL_SUSPENSION"] = PumpClass.BasalSuspension,
        ["BASAL_RESUME"] = PumpClass.BasalResume,
        ["ALARM"] = PumpClass.Alarm,
        ["BOLUS"] = PumpClass.Bolus,
        ["CARTRIDGE"] = PumpClass.Cartridge,
        ["CGM_ALERT"] = PumpClass.CgmAlert,
        ["CGM_START_JOIN_STOP"] = PumpClass.CgmStartJoinStop,
        ["CGM_READING"] = PumpClass.CgmReading,
        ["USER_MODE"] = PumpClass.UserMode,
        ["DEVICE_STATUS"] = PumpClass.DeviceStatus,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<PumpClass, string> Names = ByName.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key
    );

    public static string Name(this PumpClass kind) => Names[kind];

    public static PumpClass? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    /// <summary>The class is written when one of these is on.</summary>
    public static Feature WrittenWith(this PumpClass kind) =>
        kind switch
        {
            PumpClass.Basal => Feature.Basal,
            PumpClass.BasalSuspension => Feature.PumpEvents | Feature.Basal,
            PumpClass.Bolus => Feature.Bolus,
            PumpClass.CgmAlert => Feature.CgmAlerts,
            PumpClass.CgmStartJoinStop => Feature.PumpEvents | Feature.CgmAlerts,
            PumpClass.CgmReading => Feature.Cgm,
            PumpClass.DeviceStatus => Feature.DeviceStatus,
            _ => Feature.PumpEvents,
        };
}
