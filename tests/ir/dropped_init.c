/* Initialisers that the parser could not read: the variables have values all the same. */
VOID Take(PVOID Value);

NTSTATUS test(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LARGE_INTEGER cookie = {0};
    PVOID whole = (PVOID)(cookie), other = NULL;
    PVOID first = (PVOID)cookie, second = (PVOID)(Take(whole));

    Take(whole);
    Take(other);
    Take(first);
    Take(second);
    return STATUS_SUCCESS;
}
