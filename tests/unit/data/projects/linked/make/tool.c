int StartTool(void)
{
    return 0;
}
