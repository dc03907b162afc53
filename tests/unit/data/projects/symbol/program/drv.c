NTSTATUS Start_program(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return 0;
}
