using System.Text.Json;
using System.Text.Json.Nodes;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>How profiles are uploaded, as configured.</summary>
/// <param name="Replace">True: the current document is replaced (PUT); false: one is added (POST).</param>
/// <param name="CarbsHr">A text in every profile, "20" unless set.</param>
/// <param name="Delay">Likewise.</param>
/// <param name="TimeZone">The IANA name of the pump's zone.</param>
public sealed record ProfileSettings(bool Replace, string CarbsHr, string Delay, string TimeZone, string Author);

public enum WriteMethod
{
    Post,
    Put,
}

/// <summary>A profile document, and how it is sent to Nightscout.</summary>
public sealed record ProfileWrite(WriteMethod Method, string Json);

/// <summary>What the profile sync comes to.</summary>
/// <param name="Write">Null: nothing is to be written.</param>
/// <param name="OtherAuthor">Who wrote Nightscout's current profile, if it was another; overwriting it may be a fight.</param>
/// <param name="Warning">What people should know; null: nothing.</param>
public sealed record ProfileOutcome(ProfileWrite? Write, string? OtherAuthor, string? Warning);

/// <summary>The profiles of a pump's settings, brought to Nightscout's current profile document.</summary>
public static class ProfileSync
{
    /// <summary>
    /// Profiles that are missing there or differ are set, others are left, and the pump's active one becomes the
    /// default. Numbers count as equal whether they are written as numbers or as texts.
    /// </summary>
    /// <param name="details">settings.details of the pump; undefined: nothing is done, Nightscout need not be asked.</param>
    /// <param name="current">Nightscout's current profile document; undefined: it has none.</param>
    public static ProfileOutcome Decide(
        JsonElement details,
        JsonElement current,
        ProfileSettings settings,
        DateTimeOffset now
    )
    {
        if (details.ValueKind is not JsonValueKind.Object)
        {
            return new ProfileOutcome(null, null, null);
        }

        var author = current.TextOf("enteredBy");
        var other = author.Length > 0 && author != settings.Author ? author : null;
        if (PumpProfiles.Active(details) is not { } active)
        {
            return new ProfileOutcome(null, other, "None of the pump's profiles is active: no profile was uploaded.");
        }

        var store = current.In("store");
        var changed = PumpProfiles
            .Store(details, settings)
            .Where(profile => !Same(store.In(profile.Key), JsonSerializer.SerializeToElement(profile.Value)))
            .ToArray();
        if (changed is [] && current.TextOf("defaultProfile") == active)
        {
            return new ProfileOutcome(null, other, null);
        }

        var document = current.ValueKind is JsonValueKind.Object ? JsonObject.Create(current)! : [];
        var profiles = document["store"] as JsonObject ?? [];
        foreach (var (name, profile) in changed)
        {
            profiles[name] = profile;
        }

        document["store"] = profiles.Parent is null ? profiles : profiles.DeepClone();
        document["defaultProfile"] = active;
        document["enteredBy"] = settings.Author;
        return new ProfileOutcome(Upload(document, settings, now), other, null);
    }

    private static ProfileWrite Upload(JsonObject document, ProfileSettings settings, DateTimeOffset now)
    {
        if (!settings.Replace)
        {
            document.Remove("_id");
            document["startDate"] = DocumentWriter.Text(now);
            document["created_at"] = DocumentWriter.Text(now);
        }

        return new ProfileWrite(settings.Replace ? WriteMethod.Put : WriteMethod.Post, document.ToJsonString());
    }

    /// <summary>The same to six decimals, at every depth.</summary>
    private static bool Same(JsonElement left, JsonElement right) =>
        (left.ValueKind, right.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => left.GetPropertyCount() == right.GetPropertyCount()
                && left.EnumerateObject()
                    .All(property => right.TryGetProperty(property.Name, out var child) && Same(property.Value, child)),
            (JsonValueKind.Array, JsonValueKind.Array) => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            (JsonValueKind.Object or JsonValueKind.Array, _) or (_, JsonValueKind.Object or JsonValueKind.Array) =>
                false,
            _ => ProfileKeeping.Plain(left) == ProfileKeeping.Plain(right),
        };
}
