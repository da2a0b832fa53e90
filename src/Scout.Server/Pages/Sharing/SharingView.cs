namespace Scout.Server.Pages.Sharing;

/// <summary>Who looks after a watch.</summary>
/// <param name="Owner">The name of the account whose it is.</param>
/// <param name="IsOwn">The viewer may share it.</param>
/// <param name="Link">An invitation that was just made, for the only time; null: none was.</param>
public sealed record SharingView(
    string WatchId,
    string About,
    string Owner,
    bool IsOwn,
    IReadOnlyList<CarerCard> Carers,
    IReadOnlyList<InvitationCard> Invitations,
    string? Link
);

/// <summary>An account that looks after the watch.</summary>
/// <param name="May">See | Acknowledge | Change.</param>
public sealed record CarerCard(string Account, string Name, string May, bool IsYou);

/// <summary>An invitation that nobody used yet.</summary>
public sealed record InvitationCard(string Id, string May, string? Email, string Until);
