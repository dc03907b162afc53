int deep(void)
{
    return 0;
}
