using System.Text.Json.Nodes;

namespace Scout.TestKit.Tandem;

/// <summary>
/// A life with a pump, told by its log: a rate and a reading every five minutes, meals, corrections, new cartridges,
/// nights. The same seed is the same life.
/// </summary>
public sealed class PumpLife(FakePump pump, int seed = 1)
{
    private static readonly DateTime Epoch = new(2008, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private readonly Random _random = new(seed);
    private int _bolus = 1_000;

    /// <summary>Logs everything from one time of the pump's clock to another.</summary>
    /// <param name="minutes">Between rates, and between readings.</param>
    public void Live(DateTime from, DateTime to, int minutes = 5)
    {
        for (var at = from; at < to; at = at.AddMinutes(minutes))
        {
            Rate(at, _random.Next(0, 2_000));
            Reading(at.AddSeconds(20), _random.Next(60, 250));
            if (at.Minute == 0 && at.Hour is 7 or 12 or 19)
            {
                Bolus(at.AddMinutes(1), _random.Next(20, 90), _random.Next(100, 900) / 100.0);
            }

            if (at is { Hour: 8, Minute: 30 } && at.Day % 3 == 0)
            {
                FillCartridge(at);
            }

            if (at is { Hour: 22, Minute: 0 })
            {
                Mode(at, 1);
            }

            if (at is { Hour: 6, Minute: 30 })
            {
                Mode(at, 2);
            }

            if (at is { Hour: 16, Minute: 30 } && at.Day % 7 == 0)
            {
                Alarm(at, 2);
            }
        }
    }

    public long Rate(DateTime at, int milliunits, long? sequence = null) =>
        pump.Log(
            279,
            at,
            new JsonObject
            {
                ["commandedRateSource"] = 3,
                ["commandedRate"] = milliunits,
                ["profileBasalRate"] = 900,
                ["algorithmRate"] = 65535,
                ["tempRate"] = 65535,
            },
            sequence
        );

    public long Reading(DateTime at, int value) =>
        pump.Log(
            399,
            at,
            new JsonObject
            {
                ["rate"] = 1,
                ["cgmDataType"] = new JsonArray(0),
                ["glucoseValueStatus"] = 0,
                ["currentGlucoseDisplayValue"] = value,
                ["rssi"] = -60,
                ["algorithmState"] = 32,
                ["egvTimeStamp"] = (long)(at - Epoch).TotalSeconds,
                ["interval"] = 5,
                ["egvInfoBitmask"] = new JsonArray(0, 5, 6),
            }
        );

    /// <summary>A whole bolus, in five events; returns the number of its completion.</summary>
    public long Bolus(DateTime at, int carbs, double units)
    {
        var id = _bolus++;
        pump.Log(
            64,
            at.AddSeconds(-50),
            new JsonObject
            {
                ["correctionBolusIncluded"] = 0,
                ["bolusType"] = 1,
                ["bolusId"] = id,
                ["bg"] = 140,
                ["carbAmount"] = carbs,
                ["iob"] = 0,
                ["carbRatio"] = 10_000,
            }
        );
        pump.Log(
            65,
            at.AddSeconds(-49),
            new JsonObject
            {
                ["bolusId"] = id,
                ["options"] = 0,
                ["userOverride"] = 0,
            }
        );
        pump.Log(66, at.AddSeconds(-48), new JsonObject { ["bolusId"] = id, ["totalBolusSize"] = units });
        return pump.Log(
            20,
            at,
            new JsonObject
            {
                ["bolusId"] = id,
                ["completionStatus"] = 3,
                ["iob"] = 1.5,
                ["insulinDelivered"] = units,
                ["insulinRequested"] = units,
            }
        );
    }

    public void FillCartridge(DateTime at)
    {
        pump.Log(33, at, new JsonObject { ["insulinVolume"] = 200, ["v2Volume"] = 200 });
        pump.Log(63, at.AddMinutes(3), new JsonObject { ["primeSize"] = -1, ["completionStatus"] = 3 });
        pump.Log(61, at.AddMinutes(6), new JsonObject { ["primeSize"] = 0.3, ["completionStatus"] = 3 });
    }

    /// <param name="action">1 and 2: sleep begins and ends; 3 and 4: exercise.</param>
    public long Mode(DateTime at, int action, bool isScheduled = true) =>
        pump.Log(
            229,
            at,
            new JsonObject
            {
                ["requestedAction"] = action,
                ["previousUserMode"] = 0,
                ["currentUserMode"] = 1,
                ["activeSleepSchedule"] = isScheduled ? new JsonArray(0) : [],
                ["sleepStartedByGui"] = isScheduled ? 0 : 1,
            }
        );

    public long Alarm(DateTime at, int id) => pump.Log(5, at, new JsonObject { ["alarmId"] = id });

    /// <summary>What the pump's settings hold: one profile with two segments.</summary>
    public static JsonObject Settings(int basal = 850) =>
        new()
        {
            ["id"] = "1",
            ["details"] = new JsonObject
            {
                ["profiles"] = new JsonObject
                {
                    ["activeIdp"] = 0,
                    ["profile"] = new JsonArray(
                        new JsonObject
                        {
                            ["idp"] = 0,
                            ["name"] = "Everyday",
                            ["insulinDuration"] = 300,
                            ["timeDependentSegments"] = new JsonArray(Segment(0, basal), Segment(420, 1_000)),
                        }
                    ),
                },
                ["cgmSettings"] = new JsonObject { ["highGlucoseAlertMgPerDl"] = 200, ["lowGlucoseAlertMgPerDl"] = 80 },
            },
        };

    private static JsonObject Segment(int start, int basal) =>
        new()
        {
            ["startTime"] = start,
            ["basalRate"] = basal,
            ["carbRatio"] = 10_000,
            ["isf"] = 40,
            ["targetBg"] = 110,
        };
}
