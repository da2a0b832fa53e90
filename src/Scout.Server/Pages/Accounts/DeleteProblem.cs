namespace Scout.Server.Pages.Accounts;

/// <summary>Why an account was not deleted.</summary>
public enum DeleteProblem
{
    None,

    /// <summary>The name was typed otherwise.</summary>
    Name,
    LastOwner,
}
