NTSTATUS Start_library(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return 0;
}
