/* Initialisers that the parser could not read: the variables have values all the same. */
VOID Take(PVOID Value);

static LARGE_INTEGER Start;
static PVOID Whole = (PVOID)(Start), None;
PVOID Rows[2] = (PVOID)(Start);

NTSTATUS test(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LARGE_INTEGER cookie = {0};
    PVOID whole = (PVOID)(cookie), other = NULL;
    static PVOID lasting = (PVOID)(Start), unset;
    PVOID first = (PVOID)cookie, second = (PVOID)(Take(whole));

    Take(whole);
    Take(other);
    Take(first);
    Take(second);
    Take(lasting);
    Take(unset);
    return STATUS_SUCCESS;
}
