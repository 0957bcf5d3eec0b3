"""The commands of ``derive``, each in a module that is imported when it is used."""
