using System.Runtime.InteropServices;
using SQLitePCL;

namespace Scout.Server.Storage;

/// <summary>Chooses the SQLite that does the work: the system's where it is newer than the bundled one.</summary>
internal static class SqliteLibrary
{
    private const string System = "libsqlite3.so.0";
    private const int Bundled = 3_035_005;

    private static readonly Lazy<bool> Loaded = new(Load);

    public static void Use() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, _, _) => name == "e_sqlite3" ? Newer() : 0
        );
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Newer()
    {
        if (!NativeLibrary.TryLoad(System, out var library))
        {
            return 0;
        }

        if (
            NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var export)
            && Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)() > Bundled
        )
        {
            return library;
        }

        NativeLibrary.Free(library);
        return 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
