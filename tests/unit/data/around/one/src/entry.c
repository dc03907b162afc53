NTSTATUS DriverEntry(PDRIVER_OBJECT D, PUNICODE_STRING R)
{
    return Start(D);
}
