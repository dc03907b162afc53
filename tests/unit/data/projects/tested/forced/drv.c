NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    return STATUS_SUCCESS;
}

int main(void)
{
    return 0;
}
