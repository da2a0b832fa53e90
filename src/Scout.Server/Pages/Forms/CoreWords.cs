using System.Collections.Frozen;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Forms;

/// <summary>What the core says about a typed number, address or time, in the reader's language.</summary>
internal static class CoreWords
{
    private static readonly FrozenSet<string> Known = new[]
    {
        It("A phone number has only digits after the +."),
        It("The phone number is missing."),
        It("Scout does not call emergency numbers."),
        It("A phone number starts with + and the country code, for example +14155550100."),
        It("A phone number has 7 to 15 digits, the country code included."),
        It("No country has this code."),
        It("Premium-rate and satellite numbers are not called unless the owner allows them."),
        It("This is the number that Scout itself calls from."),
        It("Scout does not call this country here. Whoever runs it can allow it with Scout__Carriers__Countries."),
        It("Quiet hours need two clock times, for example 22:00 and 07:00."),
        It("Quiet hours last 12 hours at most."),
        It("Type the address of the Nightscout site, for example https://my-site.example."),
        It("This is not a web address; it should look like https://my-site.example."),
        It("The address must begin with https://, so that nobody on the way can read along."),
        It("The token in the address does not look like one of Nightscout's: name-0123456789abcdef."),
        It("Write the time zone as a place, for example Europe/Berlin."),
        It("A roster needs at least one rotation."),
        It("A roster holds 12 rotations at most."),
        It("A roster holds 100 changes that are still to come at most."),
        It("Choose who is not on duty."),
        It("Choose who is on duty."),
        It("Choose who is replaced."),
        It("Choose two different people."),
        It("The end must be after the beginning."),
        It("This time is over already."),
        It("Every rotation needs a role, for example Primary."),
        It("Every rotation needs at least one person."),
        It("A rotation holds 50 people at most."),
        It("A turn lasts 1 to 9000 hours, days or weeks."),
        It("Choose at least one day of the week for the duty hours."),
        It("A plan needs at least one step."),
        It("It holds no value: send names with numbers, like temp=21.5."),
        It("It is no JSON object."),
        It("It does not say which device it is about: add `device`."),
        It("The name of the device holds letters that cannot be shown."),
        It("The body begins like JSON and is none: look for a missing quote, comma or bracket."),
        It("The body is neither JSON, nor a form (temp=21.5&hum=40), nor lines of Influx (room temp=21.5)."),
        It("The body is JSON and no object: send names with their values, like {\"temp\":21.5}."),
        It("The request is empty: send the values as JSON, as a form, or in the address (?temp=21.5)."),
        It("It names no device: end_device_ids is missing."),
        It("It names no device: deviceInfo.devEui is missing."),
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Of(string sentence) => Known.Contains(sentence) ? Say.It(sentence) : sentence;

    /// <summary>Marks a sentence for the translations.</summary>
    private static string It(string sentence) => sentence;
}
