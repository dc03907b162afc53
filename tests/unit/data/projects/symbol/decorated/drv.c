NTSTATUS Start_decorated(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return 0;
}
