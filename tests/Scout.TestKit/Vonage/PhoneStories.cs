namespace Scout.TestKit.Vonage;

/// <summary>Lets a story be one line: await phone.Rings().Hears("62").Presses("1").Hears("taken").</summary>
public static class PhoneStories
{
    public static async Task<PhoneCall> Hears(this Task<PhoneCall> call, params string[] parts) =>
        await (await call).Hears(parts);

    public static async Task<PhoneCall> Answers(this Task<PhoneCall> call) => await (await call).Answers();

    public static async Task<PhoneCall> Presses(this Task<PhoneCall> call, string key) =>
        await (await call).Presses(key);

    public static async Task<PhoneCall> PressesNothing(this Task<PhoneCall> call) =>
        await (await call).PressesNothing();

    public static async Task<PhoneCall> HangsUp(this Task<PhoneCall> call) => await (await call).HangsUp();

    public static async Task<PhoneCall> DoesNotAnswer(this Task<PhoneCall> call) => await (await call).DoesNotAnswer();

    public static async Task<PhoneCall> RingsOut(this Task<PhoneCall> call) => await (await call).RingsOut();

    public static async Task<PhoneCall> IsBusy(this Task<PhoneCall> call) => await (await call).IsBusy();

    public static async Task<PhoneCall> Rejects(this Task<PhoneCall> call) => await (await call).Rejects();

    public static async Task<PhoneCall> Fails(this Task<PhoneCall> call, string detail = "cannot_route") =>
        await (await call).Fails(detail);

    public static async Task<PhoneCall> Voicemail(this Task<PhoneCall> call) => await (await call).Voicemail();

    public static async Task<PhoneCall> IsHungUp(this Task<PhoneCall> call) => await (await call).IsHungUp();
}
